/** Invented people and the cities they live in. */
import type { Random } from '../../core/random.ts';
import type { Words } from './words.ts';

const SURNAMES: readonly Words[] = [
  ['Wang', '王'],
  ['Li', '李'],
  ['Zhang', '张'],
  ['Liu', '刘'],
  ['Chen', '陈'],
  ['Yang', '杨'],
  ['Huang', '黄'],
  ['Zhao', '赵'],
  ['Wu', '吴'],
  ['Zhou', '周'],
  ['Xu', '徐'],
  ['Sun', '孙'],
  ['Ma', '马'],
  ['Zhu', '朱'],
  ['Hu', '胡'],
  ['Guo', '郭'],
  ['He', '何'],
  ['Lin', '林'],
  ['Gao', '高'],
  ['Luo', '罗'],
  ['Zheng', '郑'],
  ['Liang', '梁'],
  ['Xie', '谢'],
  ['Song', '宋'],
  ['Tang', '唐'],
  ['Han', '韩'],
  ['Feng', '冯'],
  ['Dong', '董'],
  ['Cheng', '程'],
  ['Shen', '沈'],
  ['Jiang', '江'],
  ['Pan', '潘'],
  ['Fang', '方'],
  ['Shi', '石'],
  ['Yao', '姚'],
  ['Qin', '秦'],
];

const GIVEN_NAMES: readonly Words[] = [
  ['Yuchen', '雨辰'],
  ['Zihan', '梓涵'],
  ['Mingyue', '明月'],
  ['Jiayi', '佳怡'],
  ['Haoran', '浩然'],
  ['Siyu', '思雨'],
  ['Xinyi', '欣怡'],
  ['Zixuan', '子轩'],
  ['Ruoxi', '若曦'],
  ['Yifan', '一凡'],
  ['Jingyi', '静怡'],
  ['Wenbo', '文博'],
  ['Lan', '岚'],
  ['Qing', '晴'],
  ['Tao', '涛'],
  ['Meilin', '美琳'],
  ['Chenxi', '晨曦'],
  ['Anran', '安然'],
  ['Zhiyuan', '志远'],
  ['Shuyao', '舒瑶'],
  ['Kexin', '可欣'],
  ['Jianing', '嘉宁'],
  ['Yunfei', '云飞'],
  ['Lele', '乐乐'],
  ['Xiaowen', '晓雯'],
  ['Bowen', '博文'],
  ['Yating', '雅婷'],
  ['Hongyu', '宏宇'],
  ['Nuo', '诺'],
  ['Peipei', '佩佩'],
  ['Guanghui', '光辉'],
  ['Cuilan', '翠兰'],
  ['Jianguo', '建国'],
  ['Xiuying', '秀英'],
  ['Zimo', '子墨'],
  ['Yinuo', '一诺'],
];

const CITIES: readonly (readonly [en: string, zh: string, weight: number])[] = [
  ['Shanghai', '上海', 9],
  ['Beijing', '北京', 8],
  ['Guangzhou', '广州', 7],
  ['Shenzhen', '深圳', 7],
  ['Chengdu', '成都', 6],
  ['Hangzhou', '杭州', 6],
  ['Wuhan', '武汉', 5],
  ['Xi’an', '西安', 4],
  ['Nanjing', '南京', 4],
  ['Suzhou', '苏州', 4],
  ['Chongqing', '重庆', 5],
  ['Qingdao', '青岛', 3],
  ['Xiamen', '厦门', 3],
  ['Kunming', '昆明', 2],
  ['Harbin', '哈尔滨', 2],
];

const AGE_BANDS = ['18–24', '25–34', '35–44', '45–54', '55–64', '65+'] as const;
const AGE_WEIGHTS = [16, 31, 25, 15, 9, 4];

/** What the shop knows of a person: names in both languages, age band and city. */
export function drawPerson(random: Random): Record<string, string> {
  const surname = random.pick(SURNAMES);
  const given = random.pick(GIVEN_NAMES);
  const [city, cityZh] = CITIES[random.weighted(CITIES.map(([, , weight]) => weight))];
  return {
    name_en: `${given[0]} ${surname[0]}`,
    name_zh: `${surname[1]}${given[1]}`,
    age_band: AGE_BANDS[random.weighted(AGE_WEIGHTS)],
    city,
    city_zh: cityZh,
  };
}
