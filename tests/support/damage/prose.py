"""Bulletins that nobody published: sentences of the genre, drawn from a grammar."""

from __future__ import annotations

import random
import re
from functools import partial

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
)
GIVEN = (
    "伟芳秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红建国文辉力永健世广志义兴良"
    "海山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信子昌成康星光天达安岩中茂进林有"
    "坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰"
    "朗伯宏言若鸣朋斌栋维启克伦翔旭鹏泽晨辰士以家致树炎德行时泰盛雄琛钧冠策腾楠榕风航"
    "弘"
)
PLACE_FIRST = "云青石龙凤白清双金南北东西新永安和平福长高大小上下古桃柳松梅竹莲泉溪"
PLACE_LAST = "山河溪桥塘田湖岭坪湾洲浦口岩林泉坡源沟潭埠堰"
WORDS: dict[str, str] = {
    "official": (
        "县委书记 县长 县委副书记 常务副县长 县委常委 副县长 县人大常委会主任 县政协主席 "
        "县委组织部部长 县纪委书记 县委宣传部部长 县委办主任"
    ),
    "bureau": (
        "发改局 财政局 住建局 交通运输局 农业农村局 生态环境局 应急管理局 教育局 卫生健康局 "
        "人社局 商务局 自然资源局 水利局 民政局 行政审批局 市场监管局 统计局 审计局 信访局 "
        "乡村振兴局 文旅局 科技局 工信局 林业局 公安局 司法局 税务局"
    ),
    "work": (
        "项目建设 招商引资 安全生产 防汛抗旱 乡村振兴 营商环境 生态环保 民生保障 基层治理 信访维稳 "
        "工业经济 财政收入 固定资产投资 粮食生产 城市更新 文旅融合 数字化改革 耕地保护 "
        "河湖治理 森林防火 食品安全 义务教育 医疗卫生 养老服务 就业创业 电子商务 物流体系 园区建设 "
        "科技创新 人才引进 党的建设 作风建设 意识形态 统计工作 土地征收 房屋征迁 要素保障 "
        "秸秆禁烧 污水处理 垃圾分类 农村公路 高标准农田 产业发展 服务业发展 县域商业 消防安全"
    ),
    "industry": (
        "装备制造 食品加工 新能源 新材料 电子信息 生物医药 纺织服装 竹木加工 茶叶 中药材 "
        "肉牛养殖 蔬菜 水果 休闲旅游 现代物流 绿色建材 农产品加工 特色种养 预制菜 汽车零部件"
    ),
    "meeting": (
        "现场推进会 工作调度会 专题会议 工作例会 交流活动 观摩活动 动员大会 视频会议 座谈会 "
        "联席会议 务虚会 述职评议会 工作部署会 项目推进会 季度分析会 擂台赛"
    ),
    "slogan": (
        "大干快上 争先进位 攻坚克难 真抓实干 比学赶超 求真务实 奋勇争先 担当作为 埋头苦干 "
        "攻坚突破 提质增效 勇争一流 干字当头 开拓创新 知难而进 久久为功 决战决胜 只争朝夕"
    ),
    "aim": (
        "高质量发展 跨越式发展 产业转型升级 全年目标任务 首季开门红 双过半目标 共同"
        "富裕 县域经济发展 "
        "城乡融合发展 社会大局稳定 群众满意度提升 绿色发展 全面振兴 现代化建设 改革攻坚"
    ),
    "must": (
        "压实责任 强化措施 倒排工期 挂图作战 紧盯节点 细化方案 加强调度 严格督查 靠前服务 统筹推进 "
        "补齐短板 主动对接 加大力度 加快进度 严守底线 深入一线 摸清底数 建立台账 强化考核 提高站位 "
        "转变作风 完善机制 优化服务 精准施策 逐项落实 明确时限 形成合力 跟踪问效 举一反三 抢抓机遇 "
        "迎难而上 凝心聚力 锚定目标 对标先进 常态比拼 条块联动 层层担责"
    ),
    "problem": (
        "进度偏慢 投资不足 征地滞后 资金缺口 手续不全 用工短缺 隐患整改不彻底 群众参与度不高 "
        "要素制约 协调不畅 质量不优 带动力不强 责任落实不到位 数据质量不高"
    ),
    "good": (
        "稳中有进 持续向好 成效明显 亮点纷呈 位居全市前列 实现新突破 扎实有力 再上新台阶 "
        "好于预期 稳步提升 圆满完成"
    ),
    "site": (
        "污水处理厂 标准化厂房 职教中心 人民医院 客运枢纽 数字产业园 农贸市场 智慧园区 高铁新区 "
        "冷链物流园 光伏电站 水库除险加固工程 老旧小区改造项目 乡镇敬老院 体育公园 "
        "养殖基地 旅游集散中心"
    ),
    "verb": "推进 抓好 做好 加强 落实 谋划 统筹 深化 加快 保障 提升",
    "figure": "增长 下降 完成 达到 同比增长 占全年任务的 累计实现 新增",
    "when": "一季度 上半年 前三季度 今年以来 近期 去年 本月 下一步 当前",
    "spirit": (
        "省委经济工作会议精神 市委全会精神 县委全会部署 党的二十大精神 安全生产重要指示精神 "
        "全市项目建设会议要求 中央农村工作会议精神"
    ),
}
SLOTS = {slot: words.split() for slot, words in WORDS.items()}
SENTENCES = (
    "{date}，{county}召开{period}{work}{meeting}，总结{when}工作，研究部署{work}、{work}等重点任务。",
    "{official}{name}主持会议并讲话。{official}{name}出席。县领导{name}、{name}、{name}参加。",
    "会上，{bureau}、{bureau}和{town}、{town}、{town}先后作交流发言，{bureau}通报了{work}情况。",
    "{name}强调，要{must}、{must}，{verb}{work}，以{slogan}的干劲推动{aim}。",
    "{name}指出，{when}全县{work}{good}，但也要看到，{work}还存在{problem}、{problem}等问题。",
    "要聚焦{work}，{must}，{must}，全力{verb}{work}各项工作，确保完成{aim}。",
    "要牢固树立“{slogan}”的意识，切实把{work}摆在更加突出的位置。各乡镇、各部门要{must}，{must}。",
    "{town}要围绕{industry}产业，{must}，持续{verb}{work}，力争在{work}上走在全县前列。",
    "{when}，全县{work}投资{figure}{number}亿元，{industry}产业产值{figure}{number}%，{good}。",
    "在{town}{site}，{name}一行实地察看项目进展，详细了解{work}和{industry}产业发展情况。",
    "{name}要求，{bureau}要会同{bureau}{must}，对{problem}的问题限期整改，{date}前报送整改情况。",
    "会议传达学习了{spirit}，听取了{work}、{work}情况汇报，审议了有关方案。",
    "要坚持问题导向，对{problem}、{problem}等问题{must}，做到件件有着落、事事有回音。",
    "{name}对{when}{town}、{town}在{work}方面取得的成绩给予充分肯定，希望大家{slogan}、{slogan}。",
    "据了解，{site}总投资{number}亿元，由{town}负责实施，建成后将带动{industry}产业发展，新增就业{number}余人。",
    "{bureau}负责人{name}表示，将{must}，{must}，以实际行动{verb}{work}。",
    "要突出重点、把握关键，既要{must}，也要{must}，坚决防止出现{problem}的现象。",
    "与会人员先后来到{town}、{town}，观摩了{site}、{site}等项目，并进行了现场测评。",
    "要常态化开展“{slogan}”行动，{verb}{work}，不断增强干部群众的责任感、使命感和紧迫感。",
    "{name}先后前往{town}{village}、{village}，走访慰问困难群众，调研{work}和{work}。",
    "会议强调，{work}事关{aim}，各级各部门要{must}，把各项措施抓实抓细、抓出成效！",
    "怎么抓{work}？{name}认为，关键是{must}、{must}，让群众得到实惠。",
    "要点如下：一是{must}，{verb}{work}；二是{must}，{verb}{work}；三是{must}，确保{aim}。",
    "（记者{name}）{date}，记者从{bureau}获悉，{when}全县{work}{good}，{industry}产业{figure}{number}%。",
    "可以说，{work}的成果来之不易。县委、县政府决定，对{town}等单位予以通报表扬，号召全县学习。",
    "考核结果要用好。空气质量优良天数达到{number}天。{town}党委书记{name}立下军令状：{aim}不达目标不收兵！",
    "{town}党委副书记、镇长{name}介绍，{site}克服{problem}的困难，{must}，目前已完成投资{number}万元。",
    "县政府常务会议指出，开展{work}督查，必须{must}。科学研判形势，跨前一步谋划，才能赢得主动。",
)
TITLES = (
    "{county}召开{period}{work}{meeting}",
    "{name}调研{work}工作",
    "{county}举行“{slogan}”{work}{meeting}",
    "{name}赴{town}督导{work}和{work}",
)


def names(seed: int) -> dict[str, list[str]]:
    """The people and places of one county: few, so that they come again within a page."""
    draw = random.Random(seed)  # noqa: S311 - repeatable, no secret
    pick = partial(draw.choice)
    place = [pick(PLACE_FIRST) + pick(PLACE_LAST) for _ in range(12)]
    people = [
        pick(SURNAMES) + pick(GIVEN) + (pick(GIVEN) if draw.random() < 0.8 else "")
        for _ in range(7)
    ]
    return {
        "county": [f"{place[0]}县"],
        "town": [each + pick("镇镇镇乡") for each in place[1:]],
        "village": [pick(PLACE_FIRST) + pick(PLACE_LAST) + "村" for _ in range(6)],
        "name": people,
    }


def bulletin(seed: int, sentences: int = 30) -> str:
    """A title and paragraphs; the same for the same seed."""
    draw = random.Random(f"bulletin {seed}")  # noqa: S311 - the same
    slots = SLOTS | names(seed)

    def filled(match: re.Match[str]) -> str:
        match match[1]:
            case "number":
                return f"{draw.randint(1, 400) / draw.choice((1, 10)):g}"
            case "date":
                return f"{draw.randint(1, 12)}月{draw.randint(1, 28)}日"
            case "period":
                return draw.choice(("2025年", "一季度", "上半年", "全县", "2024年度"))
            case slot:
                return draw.choice(slots[slot])

    def written(template: str) -> str:
        return re.sub(r"\{(\w+)\}", filled, template)

    paragraphs = [written(draw.choice(TITLES))]
    while sentences > 0:
        some = min(sentences, draw.randint(1, 5))
        paragraphs.append("".join(written(draw.choice(SENTENCES)) for _ in range(some)))
        sentences -= some
    return "\n".join(paragraphs)
