import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { ProductQuery } from './browse-state';

export type Product = Schema['Product'];
export type ProductCard = Schema['ProductCard'];
export type ProductPage = Schema['ProductPage'];
export type SearchFacts = Schema['SearchFacts'];
export type SearchFacets = Schema['SearchFacets'];
export type SearchWish = Schema['SearchWish'];
export type Cooperative = Schema['Cooperative'];
export type CooperativeCard = Schema['CooperativeCard'];
export type Category = Schema['Category'];
export type Picture = Schema['Picture'];
export type Variant = Schema['Variant'];

export const getHome = () => answer(api.GET('/api/v1/home', { params: { query: langQuery() } }));

export const listProducts = (query: ProductQuery, signal?: AbortSignal) =>
	answer(api.GET('/api/v1/products', { params: { query: { ...query, ...langQuery() } }, signal }));

export const getProduct = (slug: string) =>
	answer(api.GET('/api/v1/products/{slug}', { params: { path: { slug }, query: langQuery() } }));

export const listCategories = () =>
	answer(api.GET('/api/v1/categories', { params: { query: langQuery() } }));

export const listCooperatives = (cursor?: string) =>
	answer(api.GET('/api/v1/cooperatives', { params: { query: { cursor, ...langQuery() } } }));

export const getCooperative = (slug: string) =>
	answer(
		api.GET('/api/v1/cooperatives/{slug}', { params: { path: { slug }, query: langQuery() } })
	);
