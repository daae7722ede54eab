import { answer, api, type Schema } from '$lib/api/client';

export type WorkspaceView = Schema['WorkspaceView'];
export type Viewing = Schema['Viewing'];

export const startView = (orgId: string, reason: string): Promise<WorkspaceView> =>
	answer(
		api.POST('/api/v1/alliance/organisations/{orgId}/view', {
			params: { path: { orgId } },
			body: { reason }
		})
	);

export const endView = (): Promise<unknown> => answer(api.DELETE('/api/v1/alliance/view'));

export const listViews = async (orgId: string): Promise<WorkspaceView[]> =>
	(await answer(api.GET('/api/v1/orgs/{orgId}/views', { params: { path: { orgId } } }))).items;
