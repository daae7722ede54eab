import { paths } from './paths';

const inOrg = paths.workspace;

/** The addresses of the Alliance's desk and of what organisations have to do with it. */
export const deskPaths = {
	verifications: '/lien-minh/xac-minh',
	listings: '/lien-minh/duyet-hang',
	complaints: '/lien-minh/khieu-nai',
	/** Complaints and requests about data alike. */
	ticket: (id: string) => `/lien-minh/khieu-nai/${encodeURIComponent(id)}`,
	dataRequests: '/lien-minh/yeu-cau-du-lieu',
	threads: '/lien-minh/tin-nhan',
	thread: (orgId: string) => `/lien-minh/tin-nhan/${encodeURIComponent(orgId)}`,
	orgLetters: (orgId: string) => `${inOrg(orgId)}/tin-nhan`,
	orgTickets: (orgId: string) => `${inOrg(orgId)}/khieu-nai`,
	orgTicket: (orgId: string, id: string) => `${inOrg(orgId)}/khieu-nai/${encodeURIComponent(id)}`,
	orgTakedowns: (orgId: string) => `${inOrg(orgId)}/bi-go`,
	/** The public form, perhaps with what it is about. */
	complain: (topic?: string, about?: string) => {
		const query = new URLSearchParams({ ...(topic && { ve: topic }), ...(about && { ma: about }) });
		return `/khieu-nai${query.size ? `?${query.toString()}` : ''}`;
	},
	/** A ticket's page; `secret` opens it without log-in. */
	ownTicket: (id: string, secret?: string) =>
		`/khieu-nai/${encodeURIComponent(id)}${secret ? `?k=${encodeURIComponent(secret)}` : ''}`
} as const;
