export const penaltyPaths = {
	desk: '/lien-minh/tai-chinh/tien-phat'
} as const;
