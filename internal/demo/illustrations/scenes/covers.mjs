// Which scene stands for which cooperative: six named ones first, then the demo sellers 01–10.
import { farms } from './farms.mjs';
import { finish } from '../lib/stage.mjs';
import { rect } from '../lib/svg.mjs';
import { SH, SW, fields } from './fields.mjs';
import { market } from './market.mjs';
import { wilds } from './wilds.mjs';
import { work } from './work.mjs';

const wide = (name, scene, vi, en) => ({ name, width: SW, height: SH, alt: { vi, en }, draw: () => scene() + finish(SW, SH) });

export const covers = [
  wide(
    'c01',
    work.jamWorkshop,
    'Xưởng nấu mứt tào mèo: chảo mứt bốc khói, hũ mứt xếp trên kệ, ngoài cửa sổ là ruộng bậc thang',
    'Sơn tra jam workshop: a steaming pan, jars on the shelves, terraces outside the window',
  ),
  wide(
    'c02',
    fields.terracesTea,
    'Nương chè Shan tuyết và ruộng bậc thang Púng Luông trong sương',
    'Shan tea rows and terraces of Púng Luông in the mist',
  ),
  wide('c03', work.wormBeds, 'Luống nuôi trùn quế dưới mái lá, người đang xới phân', 'Vermicompost beds under a thatched roof, people turning them'),
  wide(
    'c04',
    work.pelletYard,
    'Sân gỗ và nhà xưởng viên nén ở Văn Yên, đống gỗ tròn và bao viên nén',
    'Timber yard and pellet shed in Văn Yên, with logs and sacks',
  ),
  wide(
    'c05',
    farms.hillFarm,
    "Trại gà H'Mông trên đồi, đàn gà đen nhặt thóc trước nhà sàn",
    "H'Mông black chickens on a hill farm in front of a stilt house",
  ),
  wide('c06', farms.lakeFarm, "Đàn gà H'Mông bên hồ và lũy tre ở Trấn Yên", "H'Mông black chickens beside a lake and bamboo in Trấn Yên"),
  wide(
    'c07',
    fields.ancientTea,
    'Cây chè Shan tuyết cổ thụ Suối Giàng thân trắng mốc, người hái chè trên thang',
    'Ancient pale-barked Shan tea trees of Suối Giàng with pickers on a ladder',
  ),
  wide('c08', fields.teaHills, 'Đồi chè vùng thấp Hưng Khánh, Nghĩa Lộ và những thùng ong', 'Low tea hills of Hưng Khánh and Nghĩa Lộ with beehives'),
  wide('c09', wilds.cinnamonForest, 'Rừng quế Văn Yên, người bóc vỏ và bó quế chờ phơi', 'Cinnamon forest of Văn Yên, bark being peeled and stacked'),
  wide('c10', fields.terracesGold, 'Ruộng bậc thang Tú Lệ mùa lúa chín vàng', 'Tú Lệ terraces golden with ripe rice'),
  wide('c11', wilds.lake, 'Hồ Thác Bà với những đảo xanh, thuyền nan kéo cá', 'Thác Bà lake with green islets and a fishing boat'),
  wide(
    'c12',
    fields.sonTraBloom,
    'Sơn tra nở trắng ở Mù Cang Chải, thùng ong dưới gốc',
    'Sơn tra in white bloom at Mù Cang Chải with beehives beneath',
  ),
  wide(
    'c13',
    wilds.streamForest,
    'Suối đá và rừng Nà Hẩu, trâu gặm cỏ bên nhà sàn',
    'Stony stream and forest of Nà Hẩu, buffalo grazing by a stilt house',
  ),
  wide('c14', wilds.peaks, 'Biển mây Trạm Tấu và nương khoai sọ', 'Sea of clouds at Trạm Tấu above a taro field'),
  wide('c15', work.noodleYard, 'Sân phơi miến đao Giới Phiên bên sông Hồng', 'Canna vermicelli drying on racks at Giới Phiên by the Red River'),
  wide('c16', wilds.bambooGrove, 'Rừng tre Bát Độ Trấn Yên mùa lấy măng', 'Bát Độ bamboo groves of Trấn Yên in shoot season'),
  wide(
    'hero',
    market,
    'Chợ phiên vùng cao: áo chàm, gùi quả, khói bếp và ruộng bậc thang phía sau',
    'Highland market day: indigo clothes, baskets of fruit, steam and terraces behind',
  ),
  {
    name: 'og',
    width: 1200,
    height: 630,
    alt: { vi: 'Chợ phiên vùng cao Yên Bái', en: 'A highland market day in Yên Bái' },
    draw: () => rect(0, 0, 1200, 630, '#fff') + `<g transform="translate(0 -45)">${market(1200, 675)}</g>` + finish(1200, 630),
  },
];
