import { paths } from './paths';

const inOrg = paths.workspace;

/**
 * The addresses inside the workspaces. Kept out of `paths`: every page of the shop
 * carries those, and none of it leads here.
 */
export const workPaths = {
	orgOrders: (orgId: string) => `${inOrg(orgId)}/don-hang`,
	orgOrder: (orgId: string, id: string) => `${inOrg(orgId)}/don-hang/${encodeURIComponent(id)}`,
	orgGoods: (orgId: string) => `${inOrg(orgId)}/hang-hoa`,
	orgGoodsNew: (orgId: string) => `${inOrg(orgId)}/hang-hoa/moi`,
	orgListing: (orgId: string, id: string) => `${inOrg(orgId)}/hang-hoa/${encodeURIComponent(id)}`,
	/** The product as buyers see it. */
	orgListingPreview: (orgId: string, id: string) =>
		`${inOrg(orgId)}/hang-hoa/${encodeURIComponent(id)}/xem-truoc`,
	orgListingHistory: (orgId: string, id: string) =>
		`${inOrg(orgId)}/hang-hoa/${encodeURIComponent(id)}/lich-su`,
	/** Stock by lot. */
	orgLots: (orgId: string) => `${inOrg(orgId)}/kho`,
	orgLot: (orgId: string, id: string) => `${inOrg(orgId)}/kho/${encodeURIComponent(id)}`,
	allianceLots: '/lien-minh/lo-hang',
	orgSupply: (orgId: string) => `${inOrg(orgId)}/san-luong`,
	/** Declares anew, perhaps goods of this type. */
	orgSupplyNew: (orgId: string, type?: string) =>
		`${inOrg(orgId)}/san-luong/moi${type ? `?loai=${encodeURIComponent(type)}` : ''}`,
	orgCapacity: (orgId: string, id: string) => `${inOrg(orgId)}/san-luong/${encodeURIComponent(id)}`,
	orgCapacityEdit: (orgId: string, id: string) =>
		`${inOrg(orgId)}/san-luong/${encodeURIComponent(id)}/sua`,
	/** What buyers look for, as a verified cooperative sees it. */
	orgDemandBoard: (orgId: string) => `${inOrg(orgId)}/bang-nhu-cau`,
	/** Supply and demand of the whole market. */
	orgMarket: (orgId: string) => `${inOrg(orgId)}/cung-cau`,
	orgMembers: (orgId: string) => `${inOrg(orgId)}/thanh-vien`,
	/** Who did what. */
	orgLog: (orgId: string) => `${inOrg(orgId)}/nhat-ky`,
	orgHelp: (orgId: string) => `${inOrg(orgId)}/tro-giup`,
	/** The locked screen of a shared phone; it opens on `next`. */
	sharedPhone: (next?: string) =>
		`/quan-ly/may-chung${next ? `?next=${encodeURIComponent(next)}` : ''}`,
	orgCard: (orgId: string) => `${inOrg(orgId)}/ho-so`,
	allianceOrgs: '/lien-minh/don-vi',
	allianceOrders: '/lien-minh/don-hang',
	allianceOrder: (id: string) => `/lien-minh/don-hang/${encodeURIComponent(id)}`,
	/** Orders that nobody answers, and how reliably cooperatives do. */
	allianceUnanswered: '/lien-minh/cho-tra-loi',
	allianceCertificates: '/lien-minh/chung-nhan',
	allianceSearch: '/lien-minh/tim-kiem',
	allianceWanted: '/lien-minh/khach-nhan-tim',
	allianceDemands: '/lien-minh/nhu-cau',
	allianceMarket: '/lien-minh/cung-cau',
	allianceProgrammes: '/lien-minh/chuong-trinh',
	allianceProgrammeNew: '/lien-minh/chuong-trinh/moi',
	allianceProgramme: (id: string) => `/lien-minh/chuong-trinh/${encodeURIComponent(id)}`
} as const;
