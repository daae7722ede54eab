import { answer, api, langQuery, type Schema } from '$lib/api/client';
import { sendFile } from '$lib/api/upload';

export type Ticket = Schema['Ticket'];
export type TicketSummary = Schema['TicketSummary'];
export type TicketPage = Schema['TicketPage'];
export type TicketTopic = Schema['TicketTopic'];
export type TicketAction = Schema['TicketAction'];
export type OpenTicket = Schema['OpenTicket'];
export type Takedown = Schema['Takedown'];
export type TakedownReason = Schema['TakedownReason'];

/** @param key made once for this ticket: a retry keeps it */
export const openTicket = (body: OpenTicket, key: string): Promise<Ticket> =>
	answer(
		api.POST('/api/v1/tickets', {
			params: { header: { 'Idempotency-Key': key }, query: langQuery() },
			body
		})
	);

/** @param secret of a link that opens it without log-in */
export const getTicket = (ticketId: string, secret?: string): Promise<Ticket> =>
	answer(
		api.GET('/api/v1/tickets/{ticketId}', { params: { path: { ticketId }, query: { k: secret } } })
	);

export const sayOnTicket = (ticketId: string, body: string, secret?: string): Promise<Ticket> =>
	answer(
		api.POST('/api/v1/tickets/{ticketId}/messages', {
			params: { path: { ticketId }, query: { k: secret } },
			body: { body }
		})
	);

export const actOnTicket = (
	ticket: Ticket,
	body: Omit<Schema['ActOnTicket'], 'version'>,
	secret?: string
): Promise<Ticket> =>
	answer(
		api.POST('/api/v1/tickets/{ticketId}/actions', {
			params: { path: { ticketId: ticket.id }, query: { k: secret } },
			body: { ...body, version: ticket.version }
		})
	);

const secretQuery = (secret?: string) => (secret ? `k=${encodeURIComponent(secret)}` : '');

/** @param progress receives 0 to 1 */
export const addTicketFile = (
	ticketId: string,
	file: File,
	progress: (done: number) => void,
	signal: AbortSignal,
	secret?: string
): Promise<Ticket> =>
	sendFile(
		`/api/v1/tickets/${ticketId}/files?${[`name=${encodeURIComponent(file.name.slice(0, 160))}`, secretQuery(secret)].filter(Boolean).join('&')}`,
		file,
		progress,
		signal
	);

export const ticketFileUrl = (ticketId: string, fileId: string, secret?: string): string =>
	`/api/v1/tickets/${ticketId}/files/${fileId}${secret ? `?${secretQuery(secret)}` : ''}`;

/** Complaints, or requests about data: those that wait by their deadline, or the answered ones. */
export const listTickets = (data: boolean, open: boolean, cursor?: string): Promise<TicketPage> =>
	answer(api.GET('/api/v1/alliance/tickets', { params: { query: { data, open, cursor } } }));

export const listOrgTickets = (orgId: string, cursor?: string): Promise<TicketPage> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/tickets', { params: { path: { orgId }, query: { cursor } } })
	);

export const listTakedowns = async (): Promise<Takedown[]> =>
	(await answer(api.GET('/api/v1/alliance/takedowns'))).items;

export const takeDownListing = (body: Schema['TakeDownListing']): Promise<Takedown> =>
	answer(api.POST('/api/v1/alliance/takedowns', { body }));

export const liftTakedown = (takedownId: string, words: string): Promise<Takedown> =>
	answer(
		api.POST('/api/v1/alliance/takedowns/{takedownId}/lift', {
			params: { path: { takedownId } },
			body: { ...(words && { words }) }
		})
	);

export const listOrgTakedowns = async (orgId: string): Promise<Takedown[]> =>
	(await answer(api.GET('/api/v1/orgs/{orgId}/takedowns', { params: { path: { orgId } } }))).items;

export const objectToTakedown = (
	orgId: string,
	takedownId: string,
	words: string
): Promise<Ticket> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/takedowns/{takedownId}/objection', {
			params: { path: { orgId, takedownId }, query: langQuery() },
			body: { words }
		})
	);
