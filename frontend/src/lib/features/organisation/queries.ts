import { answer, api, type Schema } from '$lib/api/client';

export type Organisation = Schema['Organisation'];
export type OrganisationKind = Schema['OrganisationKind'];
export type OrganisationStatus = Schema['OrganisationStatus'];
export type Membership = Schema['Membership'];
export type MemberList = Schema['MemberList'];
export type Member = Schema['Member'];
export type OpenInvitation = Schema['OpenInvitation'];
export type Role = Schema['Role'];
export type InvitationLink = Schema['InvitationLink'];

export const getOrganisation = (orgId: string): Promise<Organisation> =>
	answer(api.GET('/api/v1/orgs/{orgId}', { params: { path: { orgId } } }));

export const registerOrganisation = (body: Schema['RegisterOrganisation']): Promise<Organisation> =>
	answer(api.POST('/api/v1/orgs', { body }));

export const updateOrganisation = (
	orgId: string,
	body: Schema['UpdateOrganisation']
): Promise<Organisation> =>
	answer(api.PATCH('/api/v1/orgs/{orgId}', { params: { path: { orgId } }, body }));

export const listMembers = (orgId: string): Promise<MemberList> =>
	answer(api.GET('/api/v1/orgs/{orgId}/members', { params: { path: { orgId } } }));

export const setMemberRole = (orgId: string, userId: string, role: Role): Promise<MemberList> =>
	answer(
		api.PUT('/api/v1/orgs/{orgId}/members/{userId}', {
			params: { path: { orgId, userId } },
			body: { role }
		})
	);

export const removeMember = (orgId: string, userId: string): Promise<MemberList> =>
	answer(
		api.DELETE('/api/v1/orgs/{orgId}/members/{userId}', { params: { path: { orgId, userId } } })
	);

/** The link is told once and never again. */
export const inviteMember = (
	orgId: string,
	body: Schema['InviteMember']
): Promise<InvitationLink> =>
	answer(api.POST('/api/v1/orgs/{orgId}/invitations', { params: { path: { orgId } }, body }));

/** Another link for the same person; the first one is dead from then on. */
export const resendInvitation = (orgId: string, invitationId: string): Promise<InvitationLink> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/invitations/{invitationId}/resend', {
			params: { path: { orgId, invitationId } }
		})
	);

export const revokeInvitation = (orgId: string, invitationId: string): Promise<unknown> =>
	answer(
		api.DELETE('/api/v1/orgs/{orgId}/invitations/{invitationId}', {
			params: { path: { orgId, invitationId } }
		})
	);
