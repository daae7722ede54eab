import { answer, api, type Schema } from '$lib/api/client';

export type Invoice = Schema['Invoice'];
export type InvoiceList = Schema['InvoiceList'];
export type AskedTransfer = Schema['AskedTransfer'];
export type ContractDue = Schema['ContractDue'];

const at = (orgId: string) => ({ params: { path: { orgId } } });

export const listInvoices = (orgId: string): Promise<InvoiceList> =>
	answer(api.GET('/api/v1/orgs/{orgId}/invoices', at(orgId)));

/** Every firm's, newest first. */
export const listAllInvoices = async (): Promise<Invoice[]> =>
	(await answer(api.GET('/api/v1/alliance/invoices'))).items;

/** Makes one now of all that was delivered and stands on none. */
export const issueInvoice = (orgId: string): Promise<Invoice> =>
	answer(api.POST('/api/v1/orgs/{orgId}/invoices', at(orgId)));

export const getInvoice = (orgId: string, invoiceId: string): Promise<Invoice> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/invoices/{invoiceId}', { params: { path: { orgId, invoiceId } } })
	);

/** Where to transfer what is open of an invoice; asking again is the same. */
export const payInvoice = (orgId: string, invoiceId: string): Promise<AskedTransfer> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/invoices/{invoiceId}/payment', {
			params: { path: { orgId, invoiceId } }
		})
	);

export const listDues = async (orgId: string): Promise<ContractDue[]> =>
	(await answer(api.GET('/api/v1/orgs/{orgId}/contract-dues', at(orgId)))).items;

export const payDue = (orgId: string, dueId: string): Promise<AskedTransfer> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/contract-dues/{dueId}/payment', {
			params: { path: { orgId, dueId } }
		})
	);

/** The picture of the VietQR code; another sum is another picture. */
export const invoiceQr = (orgId: string, id: string, restVnd: number) =>
	`/api/v1/orgs/${encodeURIComponent(orgId)}/invoices/${encodeURIComponent(id)}/qr?vnd=${restVnd}`;
export const dueQr = (orgId: string, id: string, restVnd: number) =>
	`/api/v1/orgs/${encodeURIComponent(orgId)}/contract-dues/${encodeURIComponent(id)}/qr?vnd=${restVnd}`;
export const invoicePdf = (orgId: string, id: string, lang: string) =>
	`/api/v1/orgs/${encodeURIComponent(orgId)}/invoices/${encodeURIComponent(id)}/pdf?lang=${lang}`;
