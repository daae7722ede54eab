import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { t } from './words';

/** The published password of every demo log-in. */
export const demoPassword = 'chophien-demo';
export const logins = {
	shopper: 'nguoimua@chophien.test',
	doanLuong: 'doanluong@chophien.test',
	dgp: 'dgp@chophien.test',
	alliance: 'lienminh@chophien.test',
	/** The second person of the Alliance, who approves what the first prepared. */
	allianceSecond: 'ketoan.lienminh@chophien.test',
	firm: 'hanoi@chophien.test'
};

interface Membership {
	orgId: string;
	kind: string;
	name: string;
}
export interface Me {
	fullName: string;
	memberships: Membership[];
}

/** Logs in through the form, as people do. */
export async function logIn(page: Page, login: string, password = demoPassword): Promise<void> {
	await page.goto('/dang-nhap');
	await page.getByLabel(t('party_login')).fill(login);
	await page.getByLabel(t('party_password'), { exact: true }).fill(password);
	await page.getByRole('button', { name: t('party_log_in') }).click();
	await expect(page).not.toHaveURL(/dang-nhap/);
}

/** Logs a browser's context in without its pages, where logging in is not what is tested. */
export async function logInQuietly(
	request: APIRequestContext,
	login: string,
	password = demoPassword
): Promise<Me> {
	const answer = await request.post('/api/v1/auth/login', { data: { login, password } });
	expect(answer.ok(), await answer.text()).toBe(true);
	return (await (await request.get('/api/v1/me')).json()) as Me;
}

/** The organisation a demo person works for. */
export function orgOf(me: Me): string {
	const [first] = me.memberships;
	if (!first) throw new Error(`${me.fullName} works nowhere`);
	return first.orgId;
}
