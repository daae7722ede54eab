import Apple from '@lucide/svelte/icons/apple';
import Citrus from '@lucide/svelte/icons/citrus';
import Droplets from '@lucide/svelte/icons/droplets';
import Drumstick from '@lucide/svelte/icons/drumstick';
import Fish from '@lucide/svelte/icons/fish';
import Gift from '@lucide/svelte/icons/gift';
import Hexagon from '@lucide/svelte/icons/hexagon';
import Leaf from '@lucide/svelte/icons/leaf';
import Nut from '@lucide/svelte/icons/nut';
import Shovel from '@lucide/svelte/icons/shovel';
import Soup from '@lucide/svelte/icons/soup';
import Sprout from '@lucide/svelte/icons/sprout';
import Tree from '@lucide/svelte/icons/tree-deciduous';
import Wheat from '@lucide/svelte/icons/wheat';
import Wine from '@lucide/svelte/icons/wine';
import Carrot from '@lucide/svelte/icons/carrot';

const icons: Record<string, typeof Leaf> = {
	apple: Apple,
	carrot: Carrot,
	citrus: Citrus,
	droplets: Droplets,
	drumstick: Drumstick,
	fish: Fish,
	gift: Gift,
	hexagon: Hexagon,
	leaf: Leaf,
	nut: Nut,
	shovel: Shovel,
	soup: Soup,
	sprout: Sprout,
	'tree-deciduous': Tree,
	wheat: Wheat,
	wine: Wine
};

/** The icon the API names for a category; a leaf for one this build does not carry. */
export function categoryIcon(name: string): typeof Leaf {
	return icons[name] ?? Leaf;
}
