import { answer, api, type Schema } from '$lib/api/client';
import { wipe } from '$lib/offline/wipe';
import { session, type Me } from './session.svelte';

export const logIn = async (body: Schema['LogIn']): Promise<Me> =>
	session.began(await answer(api.POST('/api/v1/auth/login', { body })));

export const signUp = async (body: Schema['SignUp']): Promise<Me> =>
	session.began(await answer(api.POST('/api/v1/auth/signup', { body })));

export async function logOut(): Promise<void> {
	await answer(api.POST('/api/v1/auth/logout'));
	left();
}

export async function logOutEverywhere(): Promise<void> {
	await answer(api.POST('/api/v1/auth/logout-everywhere'));
	left();
}

/** Whoever holds the phone next finds nothing of what was kept for work without network. */
function left(): void {
	session.ended();
	wipe();
}

export const forgotPassword = (login: string) =>
	answer(api.POST('/api/v1/auth/password/forgot', { body: { login } }));

export const resetPassword = (body: Schema['ResetPassword']) =>
	answer(api.POST('/api/v1/auth/password/reset', { body }));

export const changePassword = (body: Schema['ChangePassword']) =>
	answer(api.POST('/api/v1/me/password', { body }));

export const updateMe = async (body: Schema['UpdateMe']): Promise<Me> =>
	session.began(await answer(api.PATCH('/api/v1/me', { body })));

export const listSessions = () => answer(api.GET('/api/v1/me/sessions'));

export const getInvitation = (token: string) =>
	answer(api.GET('/api/v1/invitations/{token}', { params: { path: { token } } }));

export const acceptInvitation = async (token: string): Promise<Me> =>
	session.began(
		await answer(api.POST('/api/v1/invitations/{token}/accept', { params: { path: { token } } }))
	);
