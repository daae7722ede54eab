import { expect, test, type Page } from '@playwright/test';
import { mailTo } from './support/mail';
import { open } from './support/pages';
import { logIn, logInQuietly, orgOf } from './support/people';
import { fillCart, goods } from './support/shopping';
import { like, t } from './support/words';

test.use({ viewport: { width: 390, height: 844 } });

const password = 'một câu ngắn dễ nhớ';
/** A mobile number nobody has yet, as people write it. */
const newPhone = () =>
	`09${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`.replace(
		/(\d{4})(\d{3})(\d{3})/,
		'$1 $2 $3'
	);
const newEmail = () => `${crypto.randomUUID()}@khach.test`;

/** Opens an account through the form; ends on the page it leads to. */
async function signUp(page: Page, login: string, fullName = 'Lò Thị Mai'): Promise<void> {
	await page.getByLabel(t('party_name')).fill(fullName);
	await page.getByLabel(t('party_login')).fill(login);
	await page.getByLabel(t('party_password'), { exact: true }).fill(password);
	const terms = page.getByRole('checkbox');
	await expect(terms).toHaveCount(1);
	await expect(terms).not.toBeChecked();
	await page.getByRole('button', { name: t('party_sign_up') }).click();
	await expect(page.getByRole('alert')).toContainText(t('party_need_terms'));
	await terms.check();
	await page.getByRole('button', { name: t('party_sign_up') }).click();
	await expect(page).not.toHaveURL(/dang-ky/);
}

async function newAccount(page: Page, login: string, fullName?: string): Promise<void> {
	await open(page, '/dang-ky');
	await signUp(page, login, fullName);
	await expect(page).toHaveURL(/\/tai-khoan/);
}

test('a guest’s cart becomes the account’s at sign-up and at log-in by phone', async ({ page }) => {
	const jam = await goods(page.request, 'mut-tao-meo');
	const syrup = await goods(page.request, 'siro-tao-meo');
	const phone = newPhone();
	await fillCart(page.request, jam.slug);
	await newAccount(page, phone);
	await open(page, '/gio-hang');
	await expect(page.getByRole('link', { name: jam.name, exact: true })).toBeVisible();

	await open(page, '/tai-khoan');
	await page.getByRole('button', { name: t('party_log_out'), exact: true }).click();
	await expect(page.getByText(t('party_logged_out'))).toBeVisible();
	await open(page, '/gio-hang');
	await expect(page.getByRole('heading', { name: t('cart_empty_title') })).toBeVisible();

	await fillCart(page.request, syrup.slug);
	await logIn(page, phone, password);
	await open(page, '/gio-hang');
	for (const { name } of [jam, syrup]) {
		await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
	}
});

test('a wrong password is told at the form and keeps the login', async ({ page }) => {
	await open(page, '/dang-nhap');
	const login = page.getByLabel(t('party_login'));
	await login.fill('0987 000 111');
	await page.getByLabel(t('party_password'), { exact: true }).fill('sai rồi');
	await page.getByRole('button', { name: t('party_log_in') }).click();
	await expect(page.getByRole('alert')).toBeFocused();
	await expect(login).toHaveValue('0987 000 111');
	await expect(page).toHaveURL(/dang-nhap/);
});

test('logging out everywhere ends the other device too', async ({ page, browser }) => {
	const email = newEmail();
	await newAccount(page, email);
	const other = await (await browser.newContext()).newPage();
	await logIn(other, email, password);
	await open(page, '/tai-khoan');
	await page.getByRole('button', { name: t('party_log_out_everywhere') }).click();
	await expect(page.getByText(t('party_logged_out_everywhere'))).toBeVisible();
	await open(other, '/tai-khoan');
	await expect(other.getByRole('heading', { name: t('party_guest_title') })).toBeVisible();
	expect((await other.request.get('/api/v1/me')).status()).toBe(401);
});

test('a forgotten password is set anew by the link in the mail', async ({ page }) => {
	const email = newEmail();
	await newAccount(page, email);
	await page.context().clearCookies();
	await open(page, '/dang-nhap');
	await page.getByRole('link', { name: t('party_forgot') }).click();
	// The page before has a field of the same name.
	const send = page.getByRole('button', { name: t('party_forgot_send') });
	await expect(send).toBeVisible();
	await page.getByLabel(t('party_login')).fill(email);
	await send.click();
	await expect(page.getByText(t('party_forgot_sent'))).toBeVisible();

	const mail = await mailTo(email, /mật khẩu/i);
	const link = /https?:\/\/\S*dat-lai-mat-khau\S*/.exec(mail.text)?.[0] ?? '';
	expect(link, mail.text).not.toBe('');
	await open(page, link);
	const fresh = `${password} mới`;
	await page.getByLabel(t('party_password_new'), { exact: true }).fill(fresh);
	await page.getByRole('button', { name: t('party_reset_send') }).click();
	await expect(page).toHaveURL(/dang-nhap/);
	await logIn(page, email, fresh);

	const old = await page.request.post('/api/v1/auth/login', { data: { login: email, password } });
	expect(old.status()).toBe(401);
	await page.context().clearCookies();
	await open(page, link);
	await page.getByLabel(t('party_password_new'), { exact: true }).fill('dùng lại lần nữa');
	await page.getByRole('button', { name: t('party_reset_send') }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await expect(page).toHaveURL(/dat-lai-mat-khau/);
});

test('one’s data can be taken away as a file and the account erased', async ({ page }) => {
	const email = newEmail();
	await newAccount(page, email);
	await expect(page.getByRole('checkbox', { name: t('privacy_newsletter') })).not.toBeChecked();
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: t('privacy_export') }).click()
	]);
	expect(file.suggestedFilename()).toMatch(/\.json$/);

	await page.getByRole('button', { name: t('privacy_erase') }).click();
	const dialog = page.getByRole('dialog', { name: t('privacy_erase_title') });
	await dialog.getByLabel(t('party_password'), { exact: true }).fill('không phải');
	await dialog.getByRole('button', { name: t('privacy_erase') }).click();
	await expect(dialog.getByRole('alert')).toBeVisible();
	await dialog.getByLabel(t('party_password'), { exact: true }).fill(password);
	await dialog.getByRole('button', { name: t('privacy_erase') }).click();
	await expect(page.getByText(t('privacy_erased'))).toBeVisible();
	const gone = await page.request.post('/api/v1/auth/login', { data: { login: email, password } });
	expect(gone.status()).toBe(401);
});

test('an invitation link brings a new person into the cooperative', async ({ page, browser }) => {
	const owner = await browser.newContext();
	const orgId = orgOf(await logInQuietly(owner.request, 'anhtu@chophien.test'));
	const invited = newPhone();
	const made = await owner.request.post(`/api/v1/orgs/${orgId}/invitations`, {
		data: { role: 'seller', phone: invited }
	});
	expect(made.status()).toBe(201);
	const { url } = (await made.json()) as { url: string };

	await open(page, url);
	await expect(page.getByRole('heading', { name: like('party_invitation_title') })).toBeVisible();
	await page.getByRole('link', { name: t('party_invitation_sign_up') }).click();
	await signUp(page, invited, 'Giàng A Páo');
	await page.getByRole('button', { name: t('party_invitation_accept') }).click();
	await expect(page).toHaveURL(new RegExp(`/quan-ly/${orgId}`));
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

	const late = await (await browser.newContext()).newPage();
	await late.goto(url);
	await expect(late.getByRole('link', { name: t('party_invitation_sign_up') })).toHaveCount(0);
	await expect(late.getByRole('heading', { level: 1 })).toBeVisible();
});
