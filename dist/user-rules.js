import { parentPort, workerData } from "node:worker_threads";
import { crc32 } from "node:zlib";
//#region src/detect/kernel/layout.ts
const TABLES = 1024;
const CLASSES = 1024;
const TRIGRAMS = 1056;
const NIBBLE = 1152;
const LIMITS = 1168;
const SEXTETS = 1280;
const TEXT_PLACES = 1536;
const GROUPS = 1792;
const FIRSTS = 2048;
const INNER_GRAMS = 34816;
const WORD_BITS = 43008;
const RUN_BITS = 59392;
const RUN_HEADS = 63488;
const LONG_HEADS = 67584;
const WORD_HEADS = 71680;
const SHORT_HEADS = 75776;
const INNER_HEADS = 79872;
const BEHIND_SIGN_HEADS = 83968;
const BEFORE_SIGN_HEADS = 88064;
const NAME_ENDS = 92160;
const LANGUAGE = 92672;
const QUALIFIERS = 102272;
const NAME_WORDS = 102400;
const WORD_ENDS = 118784;
const TRIED = 120832;
const WHOLE_WORDS = 121088;
const ENTRIES = 123136;
const ENTRY_LIMIT = 8192;
const TABLES_END = 364544;
const HITS = 565248;
/** Zero bytes that must lie in front of and behind a text. */
const MARGIN = 1024;
/** A text that its source reads straight into this memory. */
const DIRECT = 4587520;
/** Texts that are copied in, piece by piece. */
const COPY = 13041664;
const COPY_SIZE = 2097152;
//#endregion
//#region src/detect/judge/guessable.ts
const beforeTried = "my the your some new old default db app user".split(" ");
const words$1 = "pass password passwd passwort passphrase pwd secret admin administrator root user username guest test testing demo temp qwerty abc foo bar login welcome letmein hello dummy sample example".split(" ");
const pattern = new RegExp(String.raw`^(?:${beforeTried.join("|")})?[-_ ]?(?:${words$1.join("|")}|p[a4@]ss(?:w[o0]rd)?)[-_!@#$.]{0,2}(?:\d{0,4}|word|pass)[!@#$.]{0,2}$`, "iu");
const rows = [
	"1234567890",
	"qwertyuiop",
	"qwertzuiop",
	"azertyuiop",
	"asdfghjkl",
	"zxcvbnm",
	"yxcvbnm"
];
/** What fingers walk over, each way. */
const walks = [...rows, ...rows.map((walk) => Array.from(walk).reverse().join(""))].join("\n");
const shortestStep = 3;
const shortestWalk = 6;
const longestWalk = 60;
/** By these the search knows what it has to leave to this file: words, what may stand in front of them, and what a walk begins with. */
const triedWords = [...words$1, ...[
	"p4ss",
	"p@ss",
	"passw0rd",
	"p4ssword",
	"p4ssw0rd",
	"p@ssword",
	"p@ssw0rd"
]];
const walkBeginnings = walks.split("\n").flatMap((walk) => Array.from({ length: walk.length - shortestStep + 1 }, (_, at) => walk.slice(at, at + shortestStep)));
/**
* Letters that stand side by side in the rows of a keyboard: `qwertyuiop`, `asdfasdf`. Those across the rows, with digits and capitals
* (`1qaz2WSX`), are what people set where a policy asks for these.
*/
function isWalk(value) {
	if (value.length < shortestWalk || value.length > longestWalk || value.includes("\n")) return false;
	const keys = value.toLowerCase();
	let at = 0;
	while (at < keys.length) {
		let end = at + shortestStep;
		if (end > keys.length || !walks.includes(keys.slice(at, end))) break;
		while (end < keys.length && walks.includes(keys.slice(at, end + 1))) end++;
		at = end;
	}
	return at >= shortestWalk && keys.length - at <= 2 && /[a-z]/u.test(keys) && !/[a-z ]/u.test(keys.slice(at));
}
/** A word everybody tries, with a few digits or signs behind it: `password1`, `admin123!`; or a walk over the keyboard. */
function guessable$1(value) {
	return pattern.test(value) || isWalk(value);
}
//#endregion
//#region src/detect/judge/language.json
var table = "c7da0860703a7a070a8b54214066719000a00f00a002a060000030b0c00b80d51060562d300040a43dd460c708608204a2291060677a7536600abb092cb7041900a016ed00a0080180073d600040a000f0929004893009a0401000d001e000b01552b0084970004000152550022d8f20099b030310a321b100a03700d504c6ab8120a052f146c055031908b11030007071a351d06e436603a98020608904f0009004806c038020300280bd71b09050097000cc6300705688256050599d7a0c8a9682009000b40ab003005f36ba21000044042000600705240660f04003b68ac1a0b096575009ab0000a04181c00ba090446501eb6000808090e109e0020090035a600000237920a0200c390308ce000300d350f070d00000b00000000030e6689056c0580c8009915000006484c402d00b403a07ab7003717a80b250a00a989905e5017000b001f305d025328400459102b8a8b998769448977a39b975731109e90061502a1a010cd80222049857a000c30d30830d83900090908c8008506e00c80888500010ca65c210e00502700a72610010609a779a700b1a000d9a002152b244ba10e00924b209679000709331d179b00c6a820b95910022d001e110b02563c00989800050907865b0000d2e70066c0000039381f100703100a503c5a47120934be555d027075515b55170428001f000b03200a00000600090b603c000d01460cc0063700000c19aa9c0804315b301ab55002076290060300a77c20c8ac66a44e001a004700a10b60d5950008045153111611816341661f14114e011e000b04021d0024570001030c9c004904000b8005e603050d040c007b00960810d754000a027132cb0c0096a02079d030000c140f130e00032800131300000c326b13ac0360ac10a9410430096b6c705b105626d025d3006547441b31070056b9c028f024011b001f305c0253294004941025ca8b998769448977a39b975731104830000002e5a0b09ae720000b5b5b100a50c41a50b95a000617040f306704300c00306d00000a277e819c0090a770592610010363b8504800a8c2a0ae00000009143baa0d00b13a10a668000609231e079d00869710a84800022e013e040b00685a00921800020b629bc1080088c79099b000000b432c200809200b604e6b582309333e850b00b087326d7407050e002c000b00300c00070c00043d50dc0009002508c0052600070d08995b080331492099e440010100b50400009de570a50860000b012b005800920ac0b68b007b034041000500705230550f030029050e000e00400c000465200b07060b806b013108b00ed7710308000c000f00740b006b0a0045115402000600bc5050fbc000000b137f930b00081780091300000c21db139b02509a10a9400320086a6b704a005625c024e300a53aad285908016786c0b99135022b002f306b03633950045420358a8b998769448977a39b97573110a44504040098a090b9f0500a0b777b000a30bc0c30773a00080e052a00a708710c0074b708030a006d000e00900800d8040000077bb5a40010a4b282cb8070600c0329900d00c02c00985a000507110f057900888600b73700000d001e110b02563c0095880005090a45a7000034d600cda380200ca21c100603100a503c5d771209346e555c028085515c55170526002f000d00a00a000332000b0d603e000c014609c0093700000d08ab4a0a732049200ba44001000d283205007cc56096aa0c000c012b105800a20e80c6860104045142111611816341661f14113e011e000c00021b00284570070c071b20c90242167018e80a040a048b00eb00700a108a5a0005097e07010200da90b0a86000000e020f020d00010600010200000d215a029b01508c00d8300320096b6b704b10a626c025d30065476739640902a8e8c05a9246034b002f30ab03633940045420258a8b998769448977a39b9757311059d024000aa9a070bbb260000c6776070a16940890aa1d060a080029007a08830d0075f9400109426c580f10634720595c06030136e440040b79b0b09a9000605b143db30d00900920779a00000d000c065d00593a00b20800050e000c000c00830d00626600020325546c000096e75098b0c0002a211f100603000b403d5937010a23be448c019064404c4406031a049c600c00b04a700973200c0cb00e110a00200cc008073000080cc93617000006020af56000069450d5010186a3b0c66d86000b030c005800b00b30c8c30000000003000100500000550f00005b482b741b017995609da18406000a0b0068015138a01ee702030b493c64aa00646570abb9350605699d230a00769190bd9000000b000f000d04006600025000000c002c60ab00b06b70ba005000090b3b005b000102e000e0000004845ab10700857b902c809c011a001f204b0a522d40034310147a8b998769448977a39b975731102d42000b05c870248b8c70000b5a5b100a50d41a50995a00061b082a80d708719d0074a700030b479d320c10614b107c372102085c69203100547000f8a0061004023fd00d008007004913000109331e17ba00869820a94910022e002d110b02563c0095980005010b0c4a0000d0d100717020b00b433c311815211c615d7b5923193aae555c027085515b5517042e001c000b00500d00022a00060c703c000b01470bb016d700000c09995b08043b58301ab5b002000610000000b29810f51900300c029c116901a31a80ca9701050440c2000600705340660f04003f011d000b00021d001431000105068e106b023206b008d7010808030e008c00670aa09b540a05033203010300e6e030aab000007c240f240c00032800132400000c326b13ac02609a10ac400430096b6b704b1056a6c025d30065466629530f026797b04a8135033b002f306b03633950045420258a8b998769448977a39b975731105830410b00979070c4f040000c865a100a59c41b50995a00061a0a9a00b7087a0d0079a700030bb27e430c10614b10783821030101a401000057c220cce002700a244aa10e009a3b10967b000707500f046b00a36400a815000609000b040800a1074040f70000054a84a1300044f9000bc090000b432d211814211c614d7b592319346e558d027075515b551704b6002e000c00600e000336000b0d401f00080025099004b500000d045b170d00090d0008780000072557120b01a6cb70d5b784000d023b105801a31a80b69c0105045153111611816341661f14114f000e020800013c400367000008093c409c046438902ad9130609090d10eb004107209a55080a0c4309010c00ba9940c98000040c140f230d00032800132300000c326b13ad0260aa10a9410430096b6c705b105626d025d300654a774a750a0389b8d06ba357044b001e305e02532840039410258a8b998769448977a39b975731108580004904a3e180ca9590030c575a107a51c42b50995a00072c062b00c809820d1085b7000409926d320d10614910c83721030a49c60035009aa301db7210640a244ba10d00a23b109b7a000709331d179b0096a820b9a910022d001e110b02593c0095980005055a799a003396e58069a080000b433c311815211c615d7b59231834af555b027074514c55060419008b000f00800a100758000c0d501e000900280b909a2500000d09995b0c04314a2019b540010044a0300702b8aa70cb9a0a000c033c216901b31b90c7ab0205044142111611b15341661f141139022e000b00021f002576000207082d308a03a327b029c9930507030c566a009ca6007cc3070408b3178604077be0708bb000000c240f240c00032800132400000da26b13bb02609a10a9400430096b6b704b109626c025d3006546962a5308016797f04b8135023b002f306b03633950045420358a8b998769448977a39b97573110a254080000f4c0007ac0000007076b400b00e64460970d00070e000c007a0b42090089b500030c509f050a00707600579820400005c2400030a0c000ce608900061408c00f0042080042a3000d08040807eb0215e010644b00000d001d110b02563c0095b80005076978a7000188da60a9a070406b432d20080a200b604d6b58230a124f338d00505330393905020842ae200c00c00700089512080c103e040d000704d00608000009079a7f290720122009b5600000013000000032f0006317000009450b407904c406b08ae75000034042000500705230550f0300380a7f300803556a606a733606090a5b70aa354738a03ae5000009050d009d006317305aa7010c288758560700acc380ada000000a000f000b00050000500000000d326c23ac0360ab20b941043008283f701c002806a008b800210c773a640a0388a8d05b9256044c000f000a00000600020000007a8b998769448977a39b975731106a600405068ac080daa3c1030b575b110b51d52a609a6b00072b063b00b809b30d1085b800040a527e430d2072592089483213050f878280005480319a6020500a244bb10e00924b209779000709341e18ab0197a820b95910033d002e110b02663c009598000506587767000087d9a06dc060306b433c311815211c615d7b592319346e556c02b085515c5517052b237d310d02b03b401877300a0d814d100b02581ac0274800010a1aaa6c19054269402bc6500301a558227e0256c450bb5634060b023d1a6901a31a80c7970105045153111611816341661f14114b266d350d05576a407a964107050adb707902320c7088a701a40a06bc209c005219b0a9760109056526230500bbe1608e8000000c240f240c00032800132400000c215c028a0c5089009bb00320096b6c704b105626c025d3009547774a640a0389a8d05bc257044b002f306b03633950045420358a8b998769448977a39b97573110c7867d7801858080caa220070b565d100a50d41a50995a00061b052a00a709870e108aa700030c316db10c00503c00979610020102d940010060b040d8b4451c0a133a900e00c1ba008568000609231d079a00869910d84b00022e000c000a00452c00747b060402057a720000a5f5b0169010001b432d211814211c614d7b59231a346e559c027085515b5517042c004e000c00870b100555000b0d814d100b02581ac0274800010b079b390902103f1008973000048781950a0489c6b0c77a97100c01ab105800a20d80c6860104044042000600705340660f04003c155f240a044659306985300605080b106c01b105c008bc010309051c108d00410a20c865000b078747450700b8c3e0a9a000000c240f230c00032800132490000e10c9018b01808a009a200210096b6c705b105626d025d3006547774a640a0389a8d09b9257044c002f306b03633950045420258a8b998769448977a39b975731109a4007080217a060bbe6324a3f343a000830a20c30973800050a040900c507800d00988e000105986e700c002099009c0300000b0ab37600005aa430bcb080800b133a900e00b12b00856809060b220c068900958e10983800011c001d010b01563d008a88000508ab8879000508d2500ab06000aa322c200704200d504d6c582308235e444d0160a4404d4406031a804d000b01223c302914010e0d603d000c01469ba0063700000d098c4a0608203b100aaa30000b9d300b010000ba809a631c040d000c70d780807860a9740002045153111611816341661f14114a155f240a043659b0587b200505080e108b01317aa507c700090a006e008f000007006a1100072a35cc0a06064990609ca0000009010f010c00000500000100000e216b139d02509a10a8400320096b6c705b105626d025d30065474468a80d005695a03d902401ab002f30ab036b3940045410258a8b998769448977a39b975731102850090b37a0c0a0b9d0008507089e000d00c00b50440700020d052a00b708a20d1085a700030b318c210c00b0b8006a2610a20813a312000069e620bcb0140039149ba00e00c13a108668000609331e179b00869820c95910022d002e110b02563c0095980005020a7006000097e3402bd000709a432c200704200b504f6b58230823cd844a016094a04cb4060319085c000e0080a970b555100b0e203e000b00040a60040b00060919ab5b0804315b301cc55002000ae100066145c630aa88b0306b0058403900e03c20b6a80520045153111611816341661f14114a155e240c04499c3069893006050a7c1c6a0131056089c7b80308040b109e00410ac0bb550006053603010200f9a06098c000000c140f130c00031880131300000c326b13ac02609a10d9400430096b6c705b105626d025d3006547673ba4090978a8c05b9246044d002f305b03633950045420258a8b998769448977a39b97573110a410080200de8070a4d160010b3539000b30b30d307b3c000909001e01b900901c00a2a600080b400e402d00a219508c440001063ac7590402949604cc90698007044a500e06a00e00b718000102133e402b01c337008d8933010e000f000900341b0073760003040a47a5000239d67609d04050aa211e100603000b403e5b370108083e225b0040b2201e22040109003a000e00600d000333000d0e501f000800250a900417000009045f170a00400c00659600050046a552250067c570c9d94a010d0008002b08ac0850b36b0066034031000500705230550f03002a044f130a022437104764100406060c907d007518a004ea03030b000e308d00800630bb0300050a5209010600cf75805a9000800d000f000c00000c00040000000d215a02bb01508900d8300320096b6c705b105626d025d30065459b678807078b89a079b02b022a001f204e02922830034300147a8b998769448977a39b9757311047f6020307a46030a5c100010c810a0008d0a007037da860040d090c00670e300930199a000008204f100c00005600080c000706179393000065a041ed6080a0080108f00d00500a0056c700030b004b0b4b0081ba00d80800080d001d010d0155ab00848800040219c323000063f5102a7020009a321e100c03100b503b5a47120a702f114d035031601b1903000a00cb000a03e03b000a09a0070a800b300c015c14f0012100000a089a9907206487100ec0800300429035000ed790b0b8b2040309260e20690066378289d8000a045153111611816341661f14114826ab052a092c56407ad1040807040e207d012335500ad600440c032d50bc00702a407a80000700854009000180e090ccd0000008000f000c00000200000000000a300d003a0080e5004d400400064b4c802e008403a003a1004b69562e530b026a97b04b8135023a001f204d02522830034900149a8b998769448977a39b975731106c60070800529003ead605060c464b00094ac91b40894a00061a052a00a708a1ae0074b700030e905d810d0050270057260071080cb702000062c430e9600000080399900e00b0ab00756a008508220d068a00799a10e84800011d000d000c00120b5696460008000c89510000c6d3b0a69000604b432c200804200c604e6b5823082a5d4e4c016064404a4406031e000e000e00200800010900090d672d000ba0360aa0058600900d08995c0703314ba019b44001002300000a00a1b790ee75070007042f300b00c33b20b4443005044142111611815341b61f141135000f000b00000f000202000005060d80bd0131056609bb000307050b209f00500b207b09000903b203010200c3a030cae000000c240f230c00032800132300000d10aa028d0150b900b8380210096d6b704b005625c025c30065444b989709004775b0a9d096011b002f306b03633950045420358a8b998769448977a39b975731108a81a70804b8b080b9c653250b575b110b51d52a609a6b00072b063b10b809931d2096b800040a427e430d2072c920794832030839b675130088b279cc9163820a254bb10d00924b209779000709341e18ab0197a820b95910033d002e110b02663c0095980005076978c7000088da6069a070a06b433c311815211c615d7b592319456e666c028085625c5517052b226c200d01a02a3017c7200a0d814d100b02581ac0274800010d19aa6c08043258302ac550020568929605059ad790c88968200c033c216902b42b90c7a80206045153111611816341661f14114b266e350a05476a306bc6310608093c409c046438902ac913060b062d309d00631940b98702080e210e000d00325b20434000300c240f240c00032800132400000d326b13ad0360aa10a9410430096b6c705b105626d025d3006548774a750a0389b8d06ba357045b002f306b03633950045420358a8b998769448977a39b975731108c703709009ac09086d067070d2428000d20a20d30893a000409004f00da03805a00276a000007032e304e308007002d0308000b1bb8a812308891964c9273000d096a700c00b00d005388400308950f044a006143605d7a70000d000d000a01452c00897c00040aa97a69000268d7a008b080106b432c211814211c614d7c592318009e811c005035101d1807060b047b700c40800b704837000d0f146b000d006107600a4805000e075b190d400009304b700000047a806812459ab6a088ab8a654c0b08006700970d50e3830001045153111611816341661f14114c040e020c00056d00042900080a372f009d0070097106b500200a070d329e007105304c471008056e39000500a6e0a05a8000000c400f000d00000400000000000e0049017d00407800d7200190096b6b704b10562ac025d3006547830a310b064577f0299077001b002f306b03633950045420358a8b998769448977a39b97573115b751ab0432bc9060a7b696560b464a000a40c41b40884d000b1c000a00c803720c00e43700000a205d150e08407c0059150001060ac735000098b087cbc2400007016c706c00600e00838c000909331d179d00869820a94910022d430d000d00750d00904900000396936c000069cc004ab09050aa322b200704200d504d6c582306013d723e005052202c72040a0d062c000d00606c400625000c0e401d000c50140c8007a500000e07aa4a0c0220391008a33007005c13901000dab450d15b00000e002e003804c00c1080120014039031000500c04130a50f03002c0d4e190903354a205874800509041e604e00752a40326b07030d037c200b00333a10e806000607e9087608028b60c0b73000000a0c0f0c0a00017600010200000c069b087e00306a00a6100100096b6b704b105625c025c30065b222051005003df3800d6001000b002f306b03633950045420358a8b998769448977a39b97573110ba50080a06b6b030b7d321320b4649000940c30c408a4b000a76000523f203562b602767040009204d100e00a02d00861500010507d316000079b031eb301080090268800e00808d86b749000407120c068b00c58a00c78700018a000e200b03475d00b8280004093a067200007acf601470a0000b432c211814211c614d7b592319346e555d027089515b55170427005c000d005009000922000f0d401d000800b40bb504aa00000d0a8d9a0a0210381008a730000236605800096b89a0f47534000d0069602a00b00a50ba8c0802045142111611816341661f14113e030b100e00200a00040b0008086a7d009a5050096008d907610a000f002c00900780c22000080b73775006004290a0f9a030000f137e820b00021700021300000c004d097d00307c00a7700100086a6b704a005625c024e30065825204100403b353f0084001000a008e704c0252a9b0084310147a8b998769448977a39b975731105470080402f29020c7d00000077b88000660c965a06db70004560b2d00a80830070055f5000006103f660e06301a70450400000347b410030062e510be5b0020266119f00a008008005845000406000a6dec009a5400680700000d002e110b02663c00959800050108c6120000d2b440c9c090000b433c311815211c615d7b592318235e549b07707440ab4806041d009b630802c2564020d300050ab04f7008000973b009090000086cd7432b0885848389b4050152356023020267b4a096fc35000630ac080800c007e07ab40300045153111611816341661f14114b194e260a01a4a460ba62400309310e00ab0290016067d710030a174d73be00530b605968000308875b560d00a8b380a9a000000c240f230c0003280013230a000d326c23ac0360ab20b9410430086a6b704c005625c024e3005537a74a750a0389a8d05ba257044b001f305b0253294004581025ca8b998769448977a39b975731104310030800f1a010d8b030000d575a100a50c41a50995a00092a092b00b709820c10c5a700030a527e430d207249208b4832030406a0000000b4b000fb0000120a244aa10d00913c90b979000709231d179a00869a10d84810022d002e110b02663c00959800050a0acb07000251cb009c9050000b433c311815211c615d7b592319456e666c028085625c5517052b237d310d02b13b401887300a0c703d000c01470db0194800010a1aaa6c19054258302acb5002012b50120d0cc6a350b54934000c033d216901b32b90c7a80205045153111611816341661f14114b377e460b05576a407a974207080b3c409c045428902ac913060a062d209d00531b40a977020707874b450700e8b380a9a000000c240f240c00032800132400000d326b13ac0360aa10a94104a0096b6b704b105626c025d3096548774a750a0389b8d06ba357045b002f306b03633950045420358a8b998769448977a39b975731106331000c07a29070e9b0630a0b575b110a51d52a509a5c00072b062b00c809820d1085b800040c426e320c106149107c3721030ad4cb100900a27010d93060200a244ba10e00924b109679000709331d179c0096a820b95910022c000e000d00120d00404400070106b236000892f4007bc010005b433c311815211c615d7b592319346e555c027085515d55190429115e100e809019200666100b0d814d100b02581ac0274800010a078d4a0902c039100ba3700000644041000745a540f43a15000b023c216901b31d90c7970205045153111611816341661f14114e0229010f00021a00254200020a071e297a024218901ab871040a062cabbc00521830a9760107089859560b01a9c490bab000000d240f230c00032800132300000d226b139b02609a10a9400c20085a6b684a005628c024d8005a38774a750a0389b8d06ba357045b002f306b03633950045420358a8b998769448977a39b97573117bda88405028d8050879320020baaab900940c819408849000618686f60b405d00a00417600000b99ad920d1060381068371002076ed6600000966024cc4010300b999bd00c00882a00a567000509341e18ab0197a820b95910033e001d000b01552b0084a700040378796300007bc6202dd030002b433c311815211c615d7b592319456e666c028085625c5517052c126d200e01a01a30066620090c603d000a00f608a0063700000a1aaa6c19054269402bc6500304577185040489c680f79857100c000d000a00b40d60c6420000045153111611816341661f14114b266e350b05576a407a96410707082c30ac035827a02acb130508060e084840883400d95b5502089758560801a9c4b0bbc000000c240f240c00032800132400000d326b13ac0360ac10b9410430085a6b604a005625c014c300d437673b64090278a8c05c924603cb002f305b0363394004941025ba8b998769448977a39b9757311098801576069bc660d7a431030c353d008930b30d40984a00050c041a00a608d10d009496000209827e430c20614c10794821030b66da327000a4b035ca90207008033a900f00802a00c567000568230d079a00a69b10c8480a022d002e110b02663c009598000504264c44000055f730367030003b433c311815211c615d7b592319346e555c028085515c55170529015e000d00800c10055800090ac01c000900cb0c90091500000b0f6928050100190006c21000029680a3020367d460c65e450009000f008a0050093071c20000045153111611816341661f14114a155e240e0746593068853006040c0b108c0121056007f6000307030f00eb0020060096430004089a59560801a9c490bbb000000b130f130d00021700121300000c105a02ca01408e00b8300210096b6c705b105626d025d300654767396409037aa8c05a92460d4b002f305b02633940045410258a8b998769448977a39b97573110a65006770795705096f220060b575b110b51d52a609a6b00072b063b10b809931d2096b800040b527e430d20724920894832030334f110460032a610dc6000300a254bb10e00924b209779000709341e18ab0197a820b95910033d001e010b01563b0084880005043649440000b5e7e0367040103b433c311815211c615d7b592319346e555d028085515c5517052a226e200e01a02a30077620090e714d100b02571ab0174800010c1aaa6c19054258302bc650020346c034030369f880a66745000e023c116901a31a80c7970105045153111611816341661f14114b377e460b05576a407a97420708093d40ab046438902ac913060e062d209c00521930a9760107089858560808a9c490cab000000c240f240c00032800132400000d326c23ac0360ab20b9410430096b6c705b105626d025d3006547774a640a0389a8e05b9257044d001e204b02b2284003431019ba8b998769448977a39b975731139ba4570502b6a0a0bb9975200d354c220b00a21b40b42c00083c213720b600a41f30845810140a322f400d20312b008338010307367363140089d457896291e00c355a620d00a35c20b74b010009363e116a02965940d24a00006e004d203b05050c10658901081324935602004bf4504b9010100c0029200800000d706c8c0a240a500e038b3363a76458405b054c344c301e10304e30365600012e335c000c05020c30473a00030c545d750800534e70156b100303a93193020567b2d0b67ab6500d102a025903923b30e4490307064000000800708460170f06000a113f4306000409400648100109090c00aa046549a334cc35080a241b00ca01230b20d857042942122251060353f0a09b9510000e450e300d00150800164800300d212c10cc00103b00b64003200bbbabb048405a4980468000856c630d500c00486d90175812070c000d609c00800d60067050677a8b998769448977a39b9757311";
//#endregion
//#region src/detect/judge/language.ts
const size = 27;
/** Two numbers in a byte: a loop over each of them would be a good part of what a commit hook does. */
const letterTable = Buffer.from(table, "hex");
/** Half bits of a letter above or below an even draw, behind two others; 26 stands for the beginning of a word. */
function halfBits(before, last, letter) {
	const index = (before * size + last) * 26 + letter;
	const both = letterTable[index >> 1] ?? 0;
	return ((index & 1) === 0 ? both >> 4 : both & 15) - 8;
}
/**
* How much a text reads like language, in bits a letter above an even draw: words about 1.5, names 0.5 to 1, drawn letters -1 and
* less. 0 without letters. It needs no dictionary, so it knows words that no list holds, and is length-normalised.
*/
function familiarity(text) {
	let a = 26;
	let b = 26;
	let letters = 0;
	let sum = 0;
	for (let i = 0; i < text.length; i++) {
		const c = (text.charCodeAt(i) | 32) - 97;
		if (c < 0 || c > 25) {
			a = b = 26;
			continue;
		}
		sum += halfBits(a, b, c);
		letters++;
		a = b;
		b = c;
	}
	return letters === 0 ? 0 : sum / letters / 2;
}
new Set(Array.from("_-./: ", (sign) => sign.charCodeAt(0)));
//#endregion
//#region src/detect/judge/name-ends.ts
/**
* What names end with that promise a secret (names.ts): a word for it, or one that may stand behind such a word. The search asks for the
* last four letters of one of these before it reports a name; it leaves out numbers, an `s` at the end, and words of one letter.
*/
const nameEnds = "password passwd passwort kennwort passphrase passcode contrasena senha motdepasse authtok pas pwd pw psw auth authorization token secret credential cred jwt bearer tok pat pepper key psk sid sessid sessionid api salt phrase word base prod production dev development staging stage test live local old new current previou default value val str string data raw byte hex plain confirmation confirm repeat again db rw ro".split(" ");
//#endregion
//#region src/detect/judge/names.ts
const passwordEnds = "password|passwd|passwort|kennwort|passphrase|passcode|contrasena|senha|motdepasse|authtok|presharedkey";
const passwordWords = "pass|pwd|passwd|pw|psw|pword|masterauth";
const accounts = "db|user|admin|root|my|pg|sql|smtp|ftp|mail|ssh|login|sudo|redis|ldap|key|store|bind|require";
const accountEnds = "pass|pwd|pw";
const passwordWord = new RegExp(String.raw`(?:${passwordEnds})s?\d{0,4}$|^(?:${passwordWords})\d{0,4}$|(?:${accounts})(?:${accountEnds})\d{0,4}$`, "u");
const tokenEnds = "token|secret|credential|jwt|bearer";
const tokenWords = "tok|creds|pat|pepper";
const tokenWord = new RegExp(String.raw`(?:${tokenEnds})s?\d?$|^(?:${tokenWords})$`, "u");
const gluedToKey = "api|access|account|acct|auth|encryption|encrypt|private|secret|signing|sign|master|service|storage|shared|client|app|application|license|secondary|session|admin|deploy|webhook|hmac|aes|ssh|crypto|cipher|hash|cookie|jwt|write|ingest|integration|function|host|subscription|instrumentation|appinsights";
const gluedKey = new RegExp(String.raw`(?:${gluedToKey})key\d?$`, "u");
/** What makes a key one of something: that it is secret. */
const keyQualifier = new Set("api access account acct auth authentication authorization encryption encrypt private secret signing sign signature master service storage shared client app application license secondary session admin deploy webhook hmac aes ssh crypto cipher cookie jwt write ingest integration function host subscription server dev prod staging live rest bot push partner security sas management oauth user hash".split(" "));
const aboutSecret = new Set("name names id ids url urls uri path paths file filename filepath dir directory folder length size count type types policy field fields label placeholder regex regexp pattern prefix suffix header headers version expiry expires expiration expired ttl enabled disabled public env var variable param params parameter input form text title message messages msg error errors hint help format strength min max limit required valid validator validation validate changed reset request response endpoint provider manager service class store ref reference arn algorithm algo alg method mode location index column table schema option options config settings list array map cache handler callback fn func function button page screen view component dialog modal link icon rule rules check checker generator factory builder helper util utils test tests spec mock lifetime age timeout interval duration usage scope scopes audience issuer claim claims flag state status event action reducer selector hook context props description desc comment note doc docs example visible visibility show hide toggle reuse history rotation attempts attempt encoder decoder encoding digest salt rounds iterations question answer prefixes vault bundle line position pos start end offset kind source target property properties attribute attributes tag tags node parser literal keyword separator delimiter".split(" "));
const otherKeys = new Set("cache store fips primary foreign sort partition row map dict group index unique object hash i18n translation idempotency routing lookup registry public column field property item list sub parent child event image action state query react hot bucket short shortcut arrow enter escape tab shift ctrl alt meta up down left right any each the this that by for if in no not first last next previous old composite natural surrogate id uuid name type class style data attribute attr json yaml xml label annotation config setting settings option metric tag topic message record document entry node tree search filter start end begin tenant trusted authorized verify verifying socket".split(" "));
const notSecretFirst = new Set("is has contains num max min show hide should can no use forgot enable disable allow require missing without have has support supports encode label lbl title text txt caption heading tooltip placeholder hint msg message mandatory remove error err".split(" "));
const notSecretAny = new Set("to public publishable trusted pagination page next continuation cursor sync syntax lexer lex parse parser foreign partition sort translation nonce captcha sitekey anonymous anon authenticity jsonwebtoken idempotency encrypted hashed ciphertext forbidden disallowed banned blacklisted blocklisted".split(" "));
function isLower(code) {
	return code >= 97 && code <= 122;
}
function isUpper(code) {
	return code >= 65 && code <= 90;
}
function isDigit(code) {
	return code >= 48 && code <= 57;
}
/** Words of an identifier in lower case: `dbPassword_v2`, `API-KEY`, `spring.datasource.password`. */
function words(identifier) {
	const found = [];
	let start = -1;
	for (let i = 0; i <= identifier.length; i++) {
		const code = identifier.charCodeAt(i);
		const inWord = isLower(code) || isUpper(code) || isDigit(code);
		if (start >= 0) {
			const last = identifier.charCodeAt(i - 1);
			const hump = isUpper(code) && (isLower(last) || isDigit(last));
			const acronymEnds = isUpper(code) && isUpper(last) && isLower(identifier.charCodeAt(i + 1));
			if (!inWord || hump || acronymEnds) {
				found.push(identifier.slice(start, i).toLowerCase());
				start = -1;
			}
		}
		if (inWord && start < 0) start = i;
	}
	return found;
}
const known = /* @__PURE__ */ new Map();
const mostKnown = 2e4;
/** A name without the number behind it, which says nothing: `password_12`. What the kind of a name asks of the whole stays whole. */
function withoutNumber(identifier) {
	let end = identifier.length;
	while (end > 0 && isDigit(identifier.charCodeAt(end - 1))) end--;
	const last = identifier.charCodeAt(end - 1);
	if (end === 0 || end === identifier.length || isLower(last) || isUpper(last)) return identifier;
	const stem = identifier.slice(0, end - 1);
	return /salt$/iu.test(stem) ? identifier : stem;
}
/** What kind of secret a name promises, or nothing. Names repeat in a tree, so the answers are kept. */
function secretName(identifier) {
	const name = withoutNumber(identifier);
	const before = known.get(name);
	if (before !== void 0 || known.has(name)) return before;
	if (known.size >= mostKnown) known.clear();
	const kind = kindOf(name);
	known.set(name, kind);
	return kind;
}
const tails = new Set("base prod production dev development staging stage test live local old new current previous default value val str string data raw bytes base64 b64 hex plain confirmation confirm repeat again db rw ro".split(" "));
/** True for a word behind that of the secret: one of the tails, a letter or a version, `TOKEN_V2`. */
function isTail(word) {
	return tails.has(word) || word.length <= 2 && /^(?:v\d|[a-z])$/u.test(word);
}
const ofForm = /(?:^|[^a-z])atl_token$|requestverificationtoken$/u;
function kindOf(identifier) {
	const parts = words(identifier);
	while (parts.length > 1 && /^\d+$/u.test(parts.at(-1) ?? "")) parts.pop();
	const last = parts.at(-1);
	if (last === "salt" && /^(?:secure_auth|auth|nonce|logged_in)_salt$/iu.test(identifier)) return "key";
	const lower = identifier.toLowerCase();
	if (lower === "fromsecret" || lower === "from_secret" || lower === "from-secret") return void 0;
	if ((lower.includes("csrf") || lower.includes("xsrf") || ofForm.test(lower)) && !lower.includes("secret") && !lower.includes("key")) return void 0;
	if (last === void 0 || notSecretFirst.has(parts[0] ?? "") || parts.some((word) => notSecretAny.has(word))) return void 0;
	if (identifier.endsWith(".c") || identifier.endsWith(".h")) return void 0;
	if (identifier.includes("ac_cv_") && /(?:^|\W)ac_cv_/u.test(identifier)) return void 0;
	if (last === "credential" && /^(?:amz|goog)$/u.test(parts.at(-2) ?? "")) return void 0;
	let end = parts.length;
	while (end > 1 && isTail(parts[end - 1] ?? "")) end--;
	const word = parts[end - 1] ?? "";
	const before = parts[end - 2] ?? "";
	if (aboutSecret.has(word)) return void 0;
	if (passwordWord.test(word) || word === "phrase" && before === "pass" || word === "word" && before === "pass") return "password";
	if (word === "key" || word === "keys") {
		if (keyQualifier.has(before)) return "key";
		if (before === "site" && parts.some((part) => /captcha|turnstile/u.test(part))) return void 0;
		return before === "" || otherKeys.has(before) ? void 0 : "some-key";
	}
	if (gluedKey.test(word) || word === "psk" && !/^(?:kx?|ciphers?|(?:ec)?dhe|rsa)$/u.test(before)) return "key";
	if (/^creds?$|^credentials?$/u.test(word) && /^(?:gss|gssapi|krb5?|kerberos)$/u.test(before)) return void 0;
	if (tokenWord.test(word)) return "token";
	if (/^(?:sid|sessid|sessionid)$/u.test(word)) return /^(?:auth|session|connect|php|j)$/u.test(before) || word !== "sid" ? "token" : void 0;
	if (word === "api" && before !== "" && end === parts.length) return "some-key";
	if (word === "auth" || word === "authorization") return parts.length > 1 || word === "authorization" ? "token" : void 0;
}
const signs = "./\\:-=@$#[](){}<>&%,_+";
const firstSign = 4;
const bits = new Uint32Array(128);
for (let code = 48; code <= 57; code++) bits[code] = 2;
for (let code = 65; code <= 90; code++) bits[code] = bits[code + 32] = 1;
for (const code of [
	9,
	10,
	11,
	12,
	13,
	32
]) bits[code] = 4;
for (let index = 0; index < 22; index++) bits[signs.charCodeAt(index)] = 1 << firstSign + index;
/** The bits of the characters of `value`. */
function charactersOf(value) {
	let all = 0;
	for (let i = 0; i < value.length; i++) {
		const code = value.charCodeAt(i);
		all |= code < 128 ? bits[code] ?? 0 : 12;
	}
	return all;
}
/** A pattern that matches no value without one of the signs, or of the kinds of characters. */
function guarded(pattern, needed, kinds = 0) {
	let needs = kinds;
	for (let index = 0; index < needed.length; index++) needs |= bits[needed.charCodeAt(index)] ?? 0;
	return {
		pattern,
		needs
	};
}
/** True where the pattern matches the value, which holds these characters. */
function matches({ pattern, needs }, value, characters) {
	return (characters & needs) !== 0 && pattern.test(value);
}
//#endregion
//#region src/detect/judge/samples.ts
/**
* Values that vendors and standards print in their own documentation, and keys of emulators that are the same everywhere. They are
* copied into many texts and open nothing. Those that say `example` themselves are known by that word.
*/
const documented = new Set([
	"33f!!lloppa",
	"hal+9ooo_da!sY",
	"4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qc",
	"123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
	"Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
	"C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==",
	"2YotnFZFEjr1zCsicMWpAA",
	"tGzv3JOkF0XG5Qx2TlKWIA",
	"7Fjfp0ZBr1KtDRbnfVdmIw",
	"gX1fBat3bV",
	"czZCaGRSa3F0MzpnWDFmQmF0M2JW",
	"mF_9.B5f-4.1JqM",
	"QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
	"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
	"sk_test_4eC39HqLyjWDarjtT1zdp7dc",
	"sk_test_BQokikJOvBiI2HlWgH4olfQ2",
	"6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe",
	"2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8r+dB7TJyvv1234",
	"2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8r+dB7TJy931234",
	"39528$vdg7Jb",
	"Mzk1MjgkdmRnN0pi"
]);
/** A number for the length and the first character, which tell nearly every value from these at once. */
function shapeOf(value) {
	return 256 * value.length + value.charCodeAt(0);
}
const shapes = new Set(Array.from(documented, shapeOf));
/** True for a value that everybody can read in a vendor's documentation. */
function isDocumented(value) {
	return shapes.has(shapeOf(value)) && documented.has(value);
}
//#endregion
//#region src/detect/judge/placeholder.ts
/** Values that stand where a secret will be put, or that everybody knows: never a secret worth a report. */
const wholeWords = new Set("null nil none undefined true false yes no on off empty blank todo tbd tba fixme unset default required optional string str text value values changeme change_me change-me changeit change_it please_change replaceme replace_me insert_here fillme password passwd pwd pass passphrase secret secrets token tokens key apikey api_key api-key credentials credential username user admin root guest foo bar baz foobar qux test testing tests dummy fake example sample placeholder redacted removed hidden masked censored obfuscated scrubbed sanitized filtered suppressed omitted withheld unused masked_value mysecret mypassword mytoken my-secret my-password my_secret my_password yourpassword your_password yoursecret notasecret not_a_secret not-a-secret n/a na int integer boolean bool object function void any unknown kennwort passwort wachtwoord salasana heslo jelszo haslo contrasena senha lozinka parola sifre losenord passord adgangskode kodeord parool geslo utf-8 utf8 utf_8 utf-16 ascii latin-1 latin1 base64 varchar char bytes byte number uuid guid hash encrypted plaintext plain basic bearer digest oauth oauth2 jwt ntlm gssapi kerberos negotiate xoauth2 oauthbearer xyes xno md4 md5 sha sha1 sha224 sha256 sha384 sha512 md5sum sha1sum sha256sum sha512sum self this that".split(" "));
/** Text in which a variable, template or function call stands in place of the value. */
const templated = guarded(/\$\{|\$\(|\{\{|\}\}|<%|%>|<[A-Za-z][\w .:/-]{0,60}>|^<.{0,200}>$|^\$[A-Za-z_]\w{0,60}(?:$|\{|->|\[["'\w])|^%[A-Za-z_]\w{0,60}%$|^\[[\w .-]{1,60}\]$|^\[%[\w:.-]{1,200}%\]$|^\{[\w .:-]{1,60}\}$|^@[A-Za-z_][\w.]{0,60}@?$|^#\{|%\(\w{1,40}\)s|^__\w{1,60}__$|^\.\.\.$|\$[A-Z_]{3,40}\b|^%\{[\w.:&-]{1,60}\}$|^%-?\d{1,3}[sdxXu]$|^#?(?:%\d{0,2}[sdxXucp][-:., ]{0,2}){2,12}$|\{\}[-:.,/ ]{1,2}\{\}|^(?:\{[\w.!:]{0,60}\}\d{0,8}){1,8}$|^\$[a-z]{1,12}\([A-Za-z][\w.>=-]{0,40}\)$/u, "${}<%[@#_.");
const marker = /(?:^|[^a-z])(?:sample|placeholder|dummy|changeme|change[-_ ]me|replace|insert|redacted|fake|todo|fixme|my[-_](?:secret|password|token|api|key))|[^a-z](?:your|example)|\*\*\*|_here$|-here$|goes[-_ ]?here|example$|\bexample\b|example(?:key)?$|not[-_ ]?(?:a[-_ ]?)?(?:real|valid|secret)|(?:put|enter|add|set|use)[-_ ](?:your|the|a|my)\b|random[-_ ]?(?:char|string|letter|value)|[\da-z]-{5,}[\da-z]|(?:^|[:|;,])xxx[:|;,]/u;
const doubtful = /%[sdv]|x{4,}|\.{3}|^(?:your|example)/iu;
/** True when three different characters stand in the value; most values show it at once. */
function isVaried(value) {
	const first = value.charCodeAt(0);
	let second = first;
	for (let i = 1; i < value.length; i++) {
		const code = value.charCodeAt(i);
		if (code === first || code === second) continue;
		if (second !== first) return true;
		second = code;
	}
	return false;
}
/** True when the value is made of one or two characters repeated, or is a mask. */
function isRepetition(value, characters) {
	if (isVaried(value) && ((characters & 8) === 0 || !/[\ud800-\udfff]/.test(value))) return false;
	if (/^(.)\1{3,400}$/u.test(value)) return true;
	return value.length >= 8 && new Set(value).size <= 2;
}
/** True where what stands around a doubtful sign is drawn, so that the sign is a part of the value: `q%dZ7t!Rw2Lx`. */
function isDrawnAround(value) {
	if (/[\s"'`\\]|x{5}|\.{3}$/iu.test(value)) return false;
	if (/^[\w+/=-]{4,}\.{3}[\w+/=-]{4,}$/u.test(value)) return false;
	const pieces = value.split(doubtful);
	const rest = pieces.join("");
	if (pieces.length > 2 || rest.length < 8 || familiarity(rest) > 0) return false;
	const isMixed = /[a-z]/u.test(rest) && /[A-Z]/u.test(rest) && /\d/u.test(rest);
	const shown = /[!@#$%^&*?~]/u.test(rest) ? 10 : 20;
	return isMixed && rest.length >= (pieces[0] === "" ? 8 : shown);
}
const longestWord = Math.max(...Array.from(wholeWords, ({ length }) => length));
function reasonOf(value, characters) {
	const lower = value.toLowerCase();
	if (value.length <= longestWord && wholeWords.has(lower)) return "a word that stands for a secret";
	if (isDocumented(value)) return "a value from a vendor's documentation";
	if (isRepetition(value, characters)) return "one character repeated";
	if (matches(templated, value, characters)) return "a template or variable";
	if (value.includes("EXAMPLE") || marker.test(lower)) return "a placeholder word";
	if (doubtful.test(value) && !isDrawnAround(value)) return "a placeholder word";
}
let lastValue;
let lastReason;
/** Says why a value is a placeholder, or nothing. The last answer is kept: detectors ask for a value one after the other. */
function placeholder(value, characters) {
	if (value !== lastValue) {
		lastReason = reasonOf(value, characters ?? charactersOf(value));
		lastValue = value;
	}
	return lastReason;
}
//#endregion
//#region src/detect/compile/frequency.ts
const shares = " 150 e85 t63 n49 r49 o48 i46 a46 s45 l30 d28 c27 u22 p21 m19 f16 g14 h14 .14 y11 b11 v9 w8 k7 x4 q2 j2 z2 _8 -5 (10 )10 \"9 '4 ,10 ;5 :7 =8 /11 {5 }5 [4 ]4 *3 +1 <2 >3 !1 ?1 |1 &1 \\1 #1 @1 $2 %1 ~1 ^1 `2 08 18 26 34 44 34 34 23 24 23";
const byteShare = new Float64Array(256).fill(2e-4);
for (const [, char = "", thousandths] of shares.matchAll(/(.)([\d.]+)(?: |$)/gu)) {
	const code = char.charCodeAt(0);
	byteShare[code] = Number(thousandths) / 1e3;
	if (/[a-z]/u.test(char)) byteShare[code - 32] = Number(thousandths) / 8e3;
}
byteShare[10] = .03;
byteShare[9] = .05;
/** How often a byte occurs in source code, 0..1. */
function shareOf(byte) {
	return byteShare[byte] ?? 0;
}
const commonTrigrams = "ioncontioameenting renamodeonsres therrate cotypypetheectnodestturstrtertesrethe atiexpetutriontpodurnreaif stanstnteringetextst forrn ilepecon  ined menparessveruncortprorcerrotedfuncheperour errorsouurce: torinterssiovalor esoratfil no stctitatindmetclaporeattexaraineer pre isistcreserramageeleice ifse f (lic toacerenssietemesnerpatng  excomdatereptiopedefthiandainv1.tincesumeoptithallasesethisert de poes jecalidecndeecliteequementswitulttennce gebleetatru anevexpeapintato nct pr capacmodginworeraobjletablonftemendatharetaifieeadis olutarrr fertch sectxaluof ass.coitistespeervernluestilselar fuespostberlins: atusparefencnfivolens paurense mantiroptimnd req foefiubeoreliedernt  a kubmap ofnewnilbjece oun(no.nalumorknot faargecolenuleienfigena meivecto niusedul= ne = te trimeiniificliuntatctrain outcascale trankeyalsachfac.recenormartxprcat fi lirecimper.le kinlocles voth dess alisme actschissuesefeatandiiree sts ques.ianget ns ctevicfin tyompmplmporedundrsiruekens =me:rt  crfraokemat dirtye alerromize unstorsede. nenumappcor vanittoke iticngedin naicais.aildevnallidte las clodserfonlledewoign wiarss tlem(ctemavenoryinfid ackinsodusymn tmitdenepoon(efape t: varrouposritt imewdirfaloidcodbelmboonderibolxpoly ymbdiarepsigre epambe beorinfonlysecsitustideflahecvoieck.ioe caulfau nue lxtet thanputil docsinleathoedechaatt.exfroutioneer(k8sierpliarrd tot runlathttityzodlag apttp.ge chlabgrorveesu.tor tan ommagsccesolisif t.st orempmanoupute8s.her= cdisod as elsrrege canockshork.logen emoes.prior(tusord onde t =ocaimadeledienermaiagpenr :dexmistconetntrhemminsul.po lerrafaininoverfa.paancacc.ded: hasrts= tupdtil en: sngtr =tre sopdagnoualevipleulltte arn: ollt s ashos opn arte(cods nc sedhedrgerigorstnowebadd.innc(reginke pnateplll  mostspolt cthalitinasseaithouar  frit : tagn= frivsonnedrnaelds on filld 0 waetr elwai.criesesciel usnt.xt.umbat plabutrvilecoole resellolowndsr: egan cracisedonrayeanrneon.t.cn rbincurlleial.spd =f esagengmemrtiabecou scantveltavct(cluch nosdepicstopscrchint( alvissynbasgthetsav1e oe fplu habe uct= r itselrevditriccri laeduodirucsestalatost.ownrololeomeanydreildng(ut scoelips:aketiaoralugribssatag ob.ortses iod.n ime.olval boo: nmerralte(: vqui bouginsived whgen sues(eciss pescopnuleoft ame(lvece..se(ere2e= seloue cketpstac im.erquaripon:igiimits.grawriadoetcld autgnainv= gsizorg loeaseaculdoul adse(enoeprhatonaragincettffeppeuirssue e kuemiexict try(ret rmoupe:tpaliztivnvan nng.magmmadifbacast (t.neanssca dogs ibu virs .mollade(dleloaiptolinkgkgo spetoeardmiy: jsoom hintifeinec.t eal(.clncoceft foinstced.t.ettyhenlaie(c tawar (iosilimt pdedeticolndleroclo vesubcepethnon syremermidatabspr v1anns f(tyunicifce(e w.letnago..fa (cetyrelst(es: shrstzersuety fmts.pn snmeight oadmctsmptoadnnoy otponexr ihartropeod bicye.sew : murltepaim(htrojs.ce nmegotareecac rad o1.pngscpurs.: finpker up eve dt.set(ojeutptanarin e bacapnnetmeeryriattr(thn =ponstp: cctntpu(pas st.ferchors.sa.ofeape( atsorns.iede(n: dosemeomushilheaecaurr ke.noedtr.m ti(inader ae.nlopmarict byorf= p z.ocsve cerwatger sid iuide(tmt.d aet.fixbloeeddty.obync wespot wr cuth(issupnputx thrnclre.aveeoule..pray rgug tgummmenort(c rund(auscsics.: rnrewhe= aapa httdeesidrisisgomsna.mabecsened_rcopedne (stenvgatry zilt den(ozinoe bumozlt la.altn ginulosmdnghtegis npustie= voncrowdn s cle(oldrmir(eoert btlificsfoddetcts rmedev1se.er:makgrecle pe emdpoludeexiscliaaleby amsonvitsnto1.rtstcedexcges= erottomctmlusriockaslidnaudeshapplsdontfexenespkg wrothga.olon pdowe mada.lo achodedsonneopuilxisbuit n gojsdr eify muopye : hobodito.tymay= mkagcecedprnsodya: ooted(ssoteoupp cuer_aryyou.kibreomipoi jsn onabeakiliookunkela (srf(pise gs :k.emaxwhiapse.pispue.ardynaic te.uffd.nealseeiab: asideenstygispeardeh tfat: pctlo.bsreefod ulobtfodcof anowilsck ampt m_ints(totn vnsfalfembleplf(e v daepton_ct. f.isa(fi= icel autecronx cetpe.mo t.bynaptityst.tettohavs uonmsucctuit(panoton(necruriurargsr sirse.tby(ttad s kitadfirswi cshroecuntlre_tethelodcy asexpty.isroolliegev1(s.lig.1.cntye.ery2ytepilitc.vapvcppo mi zo_cos ws.nbufmorfec fmjoblevh: (des dmovndpde:mpihes: br _lanth(rkesst oueywuccrultvotelteaploywosysce:a c.en_rey t_tyraiknorovushems(soltipi.ebuglobalbyt bror:edcnglfuld cc(cn wpe.y2.rmee(senud w idorcmac: etua saoteovis(nerptx.r (ta:s pe.onarteft uou cksrd onranattidst(prs.ryntivag.tt.pndousie 2cemymeag(vidnsury.e uot_ngi.fiitflly(pojsxnttasyapeadydetg pobecea(exdeb helteuns.itpep_isxecfloloyed:am ow le_sofechpinskirpot(nny ulia sgnmd procvatdicket(naaftowsntvls offxt epeh =ccooftulaedne bstnsh( plgedd rluthot (nta..puunng alef.fllonin(owend:alparkkipzedobaor_tf(ital =win.li: gs elbaquotfiodnc (lex2.cioruotr ope_ e2etnd ftos_exls.e.cdurlt.mondeaiasocet :oymst-bugdgrupsesyriedvat(ttupngu.chu melpfteogrnecol .jsst: flt.tr prt( grceiis_malo cmeal: ";
/** Made when a rule of the user is compiled: the shipped ones are by then. */
let ranks;
function ranked() {
	const grams = Array.from({ length: 4800 / 3 }, (_, rank) => commonTrigrams.slice(3 * rank, 3 * rank + 3));
	return new Map(grams.map((gram, rank) => [gram, rank]));
}
/** How often a gram occurs, as if bytes were independent but for the commonest trigrams; letters in either case. */
function frequency(gram) {
	const rank = (ranks ??= ranked()).get(gram);
	if (rank !== void 0) return 97e-5 * (100 / (rank + 20)) ** .8;
	let all = 1;
	for (const char of gram) {
		const code = char.charCodeAt(0);
		all *= /[a-z]/u.test(char) ? shareOf(code) + shareOf(code - 32) : shareOf(code);
	}
	return all;
}
//#endregion
//#region src/detect/compile/buckets.ts
const buckets = 8;
const rounds = 6;
const none$1 = [
	0,
	0,
	0
];
function masksOf({ text, cased }) {
	const at = (position) => {
		const char = text.charAt(position);
		let mask = 0;
		for (const each of cased ? [char] : [char.toLowerCase(), char.toUpperCase()]) {
			const code = each.charCodeAt(0);
			mask |= 1 << (code & 15) | 1 << 16 + (code >> 4);
		}
		return mask;
	};
	return [
		at(0),
		at(1),
		at(2)
	];
}
function union(a, b) {
	return [
		a[0] | b[0],
		a[1] | b[1],
		a[2] | b[2]
	];
}
/** The share of three bytes of source code that pass. */
function createPassing() {
	const shares = /* @__PURE__ */ new Map();
	const shareAt = (mask) => {
		const known = shares.get(mask);
		if (known !== void 0) return known;
		let share = 0;
		for (let code = 0; code < 256; code++) if (mask >> (code & 15) & mask >>> 16 + (code >> 4) & 1) share += shareOf(code);
		shares.set(mask, share);
		return share;
	};
	return ([first, second, third]) => shareAt(first) * shareAt(second) * shareAt(third);
}
/** For each bucket its trigrams: each goes where it lets the least pass, and is moved while that helps. */
function spread(trigrams) {
	const passing = createPassing();
	const own = trigrams.map(masksOf);
	const order = [...own.keys()].sort((a, b) => passing(own[b] ?? none$1) - passing(own[a] ?? none$1));
	const bucketOf = new Int8Array(own.length).fill(-1);
	const all = Array.from({ length: buckets }, () => none$1);
	const place = (index) => {
		let best = 0;
		let least = Number.POSITIVE_INFINITY;
		for (const [bucket, masks] of all.entries()) {
			const more = passing(union(masks, own[index] ?? none$1)) - passing(masks);
			if (more < least - 1e-12) [best, least] = [bucket, more];
		}
		bucketOf[index] = best;
		all[best] = union(all[best] ?? none$1, own[index] ?? none$1);
	};
	for (const index of order) place(index);
	for (let round = 0; round < rounds; round++) for (const index of order) {
		const from = bucketOf[index] ?? 0;
		bucketOf[index] = -1;
		all[from] = own.reduce((masks, each, other) => bucketOf[other] === from ? union(masks, each) : masks, none$1);
		place(index);
	}
	return all;
}
/** The six tables of 16 bytes: low and high nibble of the first, second and third byte, a bit for each bucket. */
function trigramMasks(trigrams) {
	const tables = new Uint8Array(96);
	for (const [bucket, masks] of spread(trigrams).entries()) for (const [position, mask] of masks.entries()) for (let nibble = 0; nibble < 32; nibble++) {
		const at = 32 * position + nibble;
		if (mask >>> nibble & 1) tables[at] = (tables[at] ?? 0) | 1 << bucket;
	}
	return tables;
}
//#endregion
//#region src/detect/compile/groups.ts
const groups = [
	"0123456789",
	"abcdef",
	"ghijklmnopqrstuvwxyz",
	"ABCDEF",
	"GHIJKLMNOPQRSTUVWXYZ",
	"_-",
	"+/=",
	".~:"
];
const byCode = new Uint8Array(256);
for (const [bit, characters] of groups.entries()) for (const char of characters) byCode[char.charCodeAt(0)] = 1 << bit;
/** The group of a character; 0 where it belongs to none. */
function groupOf(code) {
	return byCode[code] ?? 0;
}
/** The groups that hold all these characters. */
function groupsOf(characters) {
	let all = 0;
	for (const char of characters) all |= groupOf(char.charCodeAt(0));
	return all;
}
/** Letters, digits, underscores. */
const wordGroups = groupsOf("0azAZ_") | groupsOf("gG");
/** Groups with those of the same letters in the other case. */
function withoutCase(all) {
	const letters = groupsOf("agAG");
	const lower = groupsOf("ag");
	return all | (all & lower) << 2 | (all & letters & ~lower) >> 2;
}
//#endregion
//#region src/detect/judge/thresholds.ts
/**
* From which probability on a candidate is reported with that confidence. In the place of `medium` stands `doubtful` where the facts are,
* and `inTest` in tests and examples, whose words are given to any name.
*/
const thresholds = {
	low: .12,
	medium: .5,
	inTest: .6,
	doubtful: .7,
	high: .85
};
/** The sum of all parts that a value of the lowest confidence needs, and a little less, since sums are rounded. */
const leastSum = Math.log(thresholds.low / (1 - thresholds.low)) - 1e-6;
//#endregion
//#region src/detect/compile/judge-limits.ts
const { bias, ...byName } = {
	bias: .626,
	password: .477,
	token: .509,
	key: -.13,
	"some-key": -.856,
	"bare-key": -1.622,
	"name-sample": -.337,
	"name-long": -.315,
	"name-upper": .028,
	"name-encrypted": .144,
	"name-message": -.471,
	"name-exchanged": -.766,
	"name-foreign": -1.997,
	"colon-name": -.351,
	"length-4": -1.202,
	"length-5-7": -.078,
	"length-8-11": .474,
	"length-12-19": 1.384,
	"length-20-39": .51,
	"length-40": .257,
	"length-200": -1.344,
	"short-key": -1.89,
	"digits-only": .367,
	"digits-only-key": .373,
	"letters-only": -.328,
	"letters-only-key": -1.211,
	"one-case": 1.475,
	"two-classes": -.632,
	"three-classes": -.755,
	"four-classes": .454,
	"digits-share": 2.296,
	"signs-share": -1.243,
	foreign: -.803,
	spaces: -.531,
	space: -.481,
	variety: -.143,
	ordered: -3.588,
	"drawn-password": 2.208,
	"drawn-key": 1.543,
	"readable-password": -.67,
	"readable-key": -3.051,
	"readable-letters": -4.001,
	identifier: -.038,
	"joined-words": -1.646,
	"colon-inside": -.199,
	"slash-inside": -.386,
	"bracket-inside": .358,
	"sign-first": -.289,
	"sentence-end": .994,
	hex: 1.428,
	"hex-hash": .501,
	uuid: 1.022,
	padded: .057,
	guessable: -2.116,
	"secret-word": -1.949,
	"sample-word": -2.355,
	"user-word": -1.565,
	unbalanced: -1.347,
	"in-name": -1.782,
	quoted: .203,
	"bare-code": -.356,
	"bare-code-readable": -.503,
	"bare-prose": -1.261,
	"bare-prose-readable": .16,
	"in-string": .384,
	"in-comment": .19,
	"syntax-equals": .712,
	"syntax-colon": .464,
	"syntax-arrow": .453,
	"syntax-comparison": .66,
	"syntax-call": -.365,
	"syntax-argument": -1.558,
	"syntax-sign-in": .091,
	"syntax-flag": .495,
	"syntax-element": -.375,
	"syntax-pair": .365,
	"syntax-fallback": 0,
	"syntax-list": .01,
	"syntax-sql": .239,
	"syntax-command": .294,
	"syntax-url": .98,
	"syntax-connection": -.291,
	"syntax-header": .554,
	"file-code": -.765,
	"file-lines": .205,
	"file-prose": .103,
	"file-locale": .058,
	"file-test": .594,
	"user-near": .114,
	"example-near": -.094,
	"local-near": .184,
	continued: -.254,
	"long-line": -.944
};
const weightOf = byName;
function weight(name) {
	const known = weightOf[name];
	if (known === void 0) throw new Error(`weights.json does not know "${name}".`);
	return known;
}
/** What the kernel knows as exactly as the judge does. */
const exact = [
	[5, "bare-key"],
	[12, "length-4"],
	[13, "length-5-7"],
	[14, "length-8-11"],
	[15, "length-12-19"],
	[16, "length-20-39"],
	[17, "length-40"],
	[18, "short-key"],
	[19, "digits-only"],
	[20, "digits-only-key"],
	[21, "letters-only"],
	[22, "letters-only-key"],
	[23, "one-case"],
	[24, "two-classes"],
	[25, "three-classes"],
	[26, "four-classes"],
	[27, "digits-share"],
	[28, "signs-share"],
	[29, "spaces"],
	[30, "space"],
	[31, "drawn-password"],
	[32, "drawn-key"],
	[33, "readable-password"],
	[34, "readable-key"],
	[35, "readable-letters"],
	[36, "joined-words"],
	[37, "bracket-inside"],
	[38, "sentence-end"]
];
/** What it knows where they may be: it adds them where they speak for a secret. */
const possible = [
	[39, "hex"],
	[40, "hex-hash"],
	[41, "uuid"],
	[42, "padded"]
];
/** What a name may promise, by what the kernel knows of it: of several kinds the one that weighs most. */
const kinds$2 = [
	[1, ["password"]],
	[2, [
		"token",
		"key",
		"some-key"
	]],
	[3, ["key", "some-key"]],
	[4, ["some-key"]]
];
/** How generic/assignment.ts may say that something is given with any operator. */
const operators = "equals colon arrow comparison fallback pair list element flag".split(" ");
const styles = ["file-code", "file-lines"];
const bare$1 = [
	"bare-code",
	"bare-code-readable",
	"bare-prose",
	"bare-prose-readable"
];
/** The strongest answer of a feature, where that is not 1. */
const strongest = {
	ordered: 1.6,
	"bare-code-readable": 2,
	"bare-prose-readable": 2
};
function most$1(name) {
	return Math.max(0, weight(name) * (strongest[name] ?? 1));
}
function sumOf(names) {
	return names.reduce((sum, name) => sum + most$1(name), 0);
}
/** The numbers at LIMITS: thousandths, rounded so that the kernel never thinks less of a value than the judge. */
function judgeLimits() {
	const limits = new Int16Array(47);
	const set = (place, value) => {
		limits[place] = Math.ceil(value * 1e3 - 1e-6);
	};
	const known = new Set([
		...kinds$2.flatMap(([, names]) => names),
		...styles,
		...bare$1,
		"quoted"
	]);
	for (const [, name] of [...exact, ...possible]) known.add(name);
	const others = Object.keys(byName).filter((name) => !known.has(name) && !name.startsWith("syntax-"));
	limits[0] = Math.floor(leastSum * 1e3) - 1;
	for (const [place, names] of kinds$2) set(place, bias + Math.max(...names.map(weight)) + sumOf(others));
	for (const [place, name] of exact) set(place, weight(name));
	for (const [place, name] of possible) set(place, most$1(name));
	set(6, weight("file-code"));
	set(7, most$1("file-lines"));
	const anySyntax = Math.max(...operators.map((name) => weight(`syntax-${name}`)));
	set(8, anySyntax + weight("quoted"));
	set(9, weight("syntax-argument") + weight("quoted"));
	set(44, weight("syntax-fallback") + weight("quoted"));
	set(10, weight("syntax-call") + weight("quoted"));
	set(11, anySyntax + sumOf(bare$1));
	set(45, -sumOf(["in-string", "in-comment"]));
	set(46, Math.min(0, weight("bare-code")));
	set(43, Math.min(0, weight("secret-word")));
	return limits;
}
//#endregion
//#region src/detect/compile/name-words.ts
const slotCount = 1024;
const slotSize = 16;
const endBits = 14;
const endLetters = 8;
const factor = 11400714819323198485n;
/** Words that promise a secret by themselves, besides those for a password. */
const secretWords = [...tokenWords.split("|"), ..."psk sid sessid sessionid api auth authorization phrase word".split(" ")];
/** What words end with that promise a secret. */
const ends = [
	...passwordEnds.split("|"),
	...tokenEnds.split("|"),
	...accounts.split("|").flatMap((account) => accountEnds.split("|").map((end) => account + end)),
	...gluedToKey.split("|").map((what) => `${what}key`)
];
function hash$2(key, bits) {
	return Number(BigInt.asUintN(64, key * factor) >> BigInt(64 - bits));
}
/** NAME_WORDS. */
function nameWords() {
	const said = /* @__PURE__ */ new Map();
	const say = (words, what) => {
		for (const word of words) said.set(word, (said.get(word) ?? 0) | what);
	};
	say(aboutSecret, 1);
	say([...otherKeys].filter((word) => !keyQualifier.has(word)), 2);
	say(tails, 4);
	say(notSecretFirst, 8);
	say(notSecretAny, 16);
	say(secretWords, 32);
	say(passwordWords.split("|"), 64);
	const table = Buffer.alloc(slotCount * slotSize);
	const letters = Buffer.alloc(slotSize);
	for (const [word, what] of said) {
		if (word.length > 15) throw new Error(`The kernel knows no word as long as "${word}".`);
		letters.fill(0).write(word, "latin1");
		let slot = hash$2(letters.readBigUInt64LE() ^ letters.readBigUInt64LE(8) * 31n, 10);
		while (table[slot * slotSize] !== 0) slot = (slot + 1) % slotCount;
		letters[15] = what;
		letters.copy(table, slot * slotSize);
	}
	return table;
}
/** WORD_ENDS. */
function wordEnds() {
	const bits = new Uint8Array(2 ** endBits / 8);
	const letters = Buffer.alloc(endLetters);
	for (const end of ends) {
		letters.fill(0).write(end.replace(/s$/u, "").slice(-endLetters), "latin1");
		const index = hash$2(letters.readBigUInt64LE(), endBits);
		bits[index >>> 3] = (bits[index >>> 3] ?? 0) | 1 << (index & 7);
	}
	return bits;
}
//#endregion
//#region src/detect/compile/place-literal.ts
const tooCommon = .001;
function isLetter(char) {
	return /[a-z]/iu.test(char);
}
/** True when the byte at `offset` begins a word or a part of one, whatever stands around the literal. */
function beginsPart({ text, begins }, offset) {
	const char = text.charAt(offset);
	if (offset === 0) return begins === "word" ? /\w/u.test(char) : begins === "part" && isLetter(char);
	const before = text.charAt(offset - 1);
	return isLetter(char) ? !isLetter(before) : /\d/u.test(char) && !/\w/u.test(before);
}
/** A look at the beginning of a word is nearly free, and one at a rare sign; a trigram costs at every byte. */
const weights = {
	run: 1e-6,
	long: 1e-6,
	word: 1e-6,
	short: 1e-6,
	"behind-sign": 1e-5,
	"before-sign": 1e-5,
	inner: 1
};
/** What the kernel looks at wherever it stands. */
const rareSign = /[$%&+\\|]/u;
/** Three token characters or more, as the kernel asks of whatever begins a word. */
const goesOnAsToken = /^[\w+/-]{3}/u;
/** Where the gram that begins at `offset` is looked for. */
function placeAt$1(literal, text, offset) {
	const rest = text.slice(offset);
	if (rest.length > 3 && goesOnAsToken.test(rest) && beginsPart(literal, offset)) {
		if (rest.length < 6) return {
			lane: "short",
			offset,
			gram: rest.slice(0, 4)
		};
		return rest.length < 8 ? {
			lane: "word",
			offset,
			gram: rest.slice(0, 6)
		} : {
			lane: "long",
			offset,
			gram: rest.slice(0, 8)
		};
	}
	const gram = rest.slice(0, 3);
	if (rareSign.test(gram.charAt(0))) return {
		lane: "behind-sign",
		offset,
		gram
	};
	return {
		lane: rareSign.test(gram.charAt(2)) ? "before-sign" : "inner",
		offset,
		gram
	};
}
/** The rarest usable gram; nothing where none is rare enough. */
function placeLiteral(literal) {
	const { condition } = literal;
	const text = literal.text.toLowerCase();
	if (text.length < 3) return void 0;
	if (condition === 1 && beginsPart(literal, 0)) return {
		lane: "run",
		offset: 0,
		gram: text.slice(0, 4)
	};
	let best;
	let least = Number.POSITIVE_INFINITY;
	for (let offset = 0; offset + 3 <= text.length; offset++) {
		const placed = placeAt$1(literal, text, offset);
		const cost = frequency(placed.gram) * weights[placed.lane];
		if (cost < least) [best, least] = [placed, cost];
	}
	return least < tooCommon ? best : void 0;
}
//#endregion
//#region src/detect/compile/trigrams.ts
/** Capitals are rare in source code, and the neighbours of one say little of it. */
function frequencyOf(trigram) {
	if (trigram === trigram.toLowerCase()) return frequency(trigram);
	return Buffer.from(trigram, "latin1").reduce((share, byte) => share * shareOf(byte), 1);
}
const another = .001;
function trigramsOf(text) {
	return Array.from({ length: text.length - 2 }, (_, at) => text.slice(at, at + 3));
}
/** A trigram for each text, rare ones before all, and few. */
function cover(texts, cased, chosen) {
	const shared = /* @__PURE__ */ new Map();
	for (const text of texts) for (const trigram of new Set(trigramsOf(text))) shared.set(trigram, (shared.get(trigram) ?? 0) + 1);
	const grams = /* @__PURE__ */ new Set();
	for (const text of [...texts].sort((a, b) => a.length - b.length)) {
		let best = "";
		let least = Number.POSITIVE_INFINITY;
		for (const trigram of trigramsOf(text)) {
			const cost = frequencyOf(trigram) + (grams.has(trigram) ? 0 : another / (shared.get(trigram) ?? 1));
			if (cost < least) [best, least] = [trigram, cost];
		}
		grams.add(best);
		chosen.set(text, {
			text: best,
			cased
		});
	}
}
/** The trigram by which each literal is found, by the literal's text. */
function coverByTrigrams(literals) {
	const chosen = /* @__PURE__ */ new Map();
	cover([...new Set(literals.filter(({ cased }) => !cased).map(({ text }) => text))], false, chosen);
	cover([...new Set(literals.filter(({ text, cased }) => cased && !chosen.has(text)).map(({ text }) => text))], true, chosen);
	return chosen;
}
//#endregion
//#region src/detect/compile/tables.ts
function hash$1(key) {
	return Math.imul(key, 2654435761) >>> 0;
}
/** Sets what both cases of a letter have in common, as the kernel does. */
function key(gram, length) {
	let all = 0;
	for (let i = 0; i < length; i++) all |= (gram.charCodeAt(i) | 32) << 8 * i;
	return all >>> 0;
}
var Image = class {
	bytes = new Uint8Array(TABLES_END - TABLES);
	#view = new DataView(this.bytes.buffer);
	setBits(address, bits) {
		this.bytes[address - TABLES] = (this.bytes[address - 1024] ?? 0) | bits;
	}
	setBit(table, index) {
		this.setBits(table + (index >>> 3), 1 << (index & 7));
	}
	setByte(address, value) {
		this.bytes[address - TABLES] = value;
	}
	getWord(address) {
		return this.#view.getUint16(address - TABLES, true);
	}
	setWord(address, value) {
		this.#view.setUint16(address - TABLES, value, true);
	}
	setNumber(address, value) {
		this.#view.setUint32(address - TABLES, value, true);
	}
};
/** Byte classes by nibble: 128 + 64 letters, 32 digits, 16 underscore, 8 the signs + - /, 4 + 2 rare signs. */
function writeClasses(image) {
	const groups = [
		{
			bit: 128,
			high: 4,
			lows: [1, 15]
		},
		{
			bit: 128,
			high: 6,
			lows: [1, 15]
		},
		{
			bit: 64,
			high: 5,
			lows: [0, 10]
		},
		{
			bit: 64,
			high: 7,
			lows: [0, 10]
		},
		{
			bit: 32,
			high: 3,
			lows: [0, 9]
		},
		{
			bit: 16,
			high: 5,
			lows: [15, 15]
		},
		{
			bit: 8,
			high: 2,
			lows: [11, 11]
		},
		{
			bit: 8,
			high: 2,
			lows: [13, 13]
		},
		{
			bit: 8,
			high: 2,
			lows: [15, 15]
		},
		{
			bit: 4,
			high: 2,
			lows: [4, 6]
		},
		{
			bit: 4,
			high: 2,
			lows: [11, 11]
		},
		{
			bit: 2,
			high: 5,
			lows: [12, 12]
		},
		{
			bit: 2,
			high: 7,
			lows: [12, 12]
		}
	];
	const masks = new Uint8Array(32);
	for (const { bit, high, lows } of groups) {
		for (let low = lows[0] ?? 0; low <= (lows[1] ?? 0); low++) masks[low] = (masks[low] ?? 0) | bit;
		masks[16 + high] = (masks[16 + high] ?? 0) | bit;
	}
	for (const [at, mask] of masks.entries()) image.setByte(CLASSES + at, mask);
	for (let at = 0; at < 16; at++) image.setByte(NIBBLE + at, 15);
}
/** What each character of base64 and base64url stands for, and where in the encoding of a text it may stand. */
function writeSextets(image) {
	for (const [index, char] of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_".split(/(?=.)/u).entries()) {
		const value = index < 64 ? index : index - 2;
		const base64 = Number(value < 32 && value >= 2) | Number((value & 8) === 0) << 1 | Number((value & 2) === 0) << 2;
		const hex = Number(/[2-7]/u.test(char)) << 3 | Number(/[\da-f]/iu.test(char)) << 4;
		image.setByte(SEXTETS + char.charCodeAt(0), value);
		image.setByte(TEXT_PLACES + char.charCodeAt(0), base64 | hex);
	}
}
function writeGroups(image) {
	for (let code = 0; code < 256; code++) image.setByte(GROUPS + code, groupOf(code));
}
/** Marks the last letters, four at most, of each of the words that names of secrets end with, and of those in front of `key`. */
function writeWords(image) {
	const last = (word) => hash$1(key(word.slice(-4), Math.min(4, word.length)));
	for (const end of nameEnds) image.setBit(NAME_ENDS, last(end) >>> 20);
	for (const word of keyQualifier) image.setBit(QUALIFIERS, last(word) >>> 22);
}
function writeTable(image, address, table) {
	image.bytes.set(table, address - TABLES);
}
/** A hash of a word of any length, without case; `part` says what kind of word it is. */
function hashWord(word, part) {
	return Array.from(word).reduce((sum, char) => hash$1(sum >>> 5 ^ sum << 3 ^ (char.charCodeAt(0) | 32)), part);
}
/** What the kernel has to know of the judge. */
function writeJudge(image) {
	for (const [at, limit] of judgeLimits().entries()) image.setWord(LIMITS + 2 * at, limit);
	for (const [part, words] of [
		triedWords,
		beforeTried,
		walkBeginnings
	].entries()) for (const word of words) image.setBit(TRIED, hashWord(word, part) >>> 21);
}
/** Those of letters alone, eight at most: 256 slots, of which most stay empty. */
function writeWholeWords(image) {
	const isTaken = /* @__PURE__ */ new Set();
	for (const word of wholeWords) {
		if (!/^[a-z]{1,8}$/u.test(word)) continue;
		const bytes = Buffer.alloc(8);
		bytes.write(word);
		const product = BigInt.asUintN(64, bytes.readBigUInt64LE() * 11400714819323198485n);
		let slot = Number(product >> 56n);
		while (isTaken.has(slot)) slot = slot + 1 & 255;
		isTaken.add(slot);
		for (const [at, byte] of bytes.entries()) image.setByte(WHOLE_WORDS + 8 * slot + at, byte);
	}
	if (isTaken.size > 192) throw new Error("There are more words that stand for a secret than the search can tell.");
}
/** Of eight bytes, or of six as if they were the last of eight. */
function hashLong(gram) {
	const low = key(gram, 4);
	const high = key(gram.slice(4), gram.length - 4);
	const all = (BigInt(high) << 32n | BigInt(low)) << (gram.length < 8 ? 16n : 0n);
	return Number(BigInt.asUintN(64, all * 11400714819323198485n) >> 32n);
}
const kinds$1 = {
	long: [1, 8],
	word: [2, 16],
	short: [4, 32]
};
const none = [
	0,
	0,
	0,
	0
];
/** The first four bytes of the gram; of three all that a fourth one may follow. */
function fourBytes(gram, mayFollow = () => true) {
	if (gram.length > 3) return [gram];
	return Array.from({ length: 256 }, (_, code) => code).filter(mayFollow).map((code) => gram + String.fromCharCode(code));
}
/** Marks the gram in its lane's bits, and gives the address of the head of its list. The kernel hashes in the same way. */
function markGram(image, { lane, gram }, { condition, details = none }) {
	const three = hash$1(key(gram, 3));
	const byThree = 2 * (three >>> 21);
	if (lane === "inner" || lane === "behind-sign" || lane === "before-sign") {
		image.setBits(INNER_GRAMS + (three >>> 19), lane === "inner" ? 1 : lane === "behind-sign" ? 2 : 4);
		return byThree + (lane === "inner" ? INNER_HEADS : lane === "behind-sign" ? BEHIND_SIGN_HEADS : BEFORE_SIGN_HEADS);
	}
	if (lane === "run") {
		for (const each of fourBytes(gram, (code) => details[0] === 0 || (groupOf(code) & details[1]) !== 0)) image.setBit(RUN_BITS, hash$1(key(each, 4)) >>> 17);
		return RUN_HEADS + byThree;
	}
	const [always, beforeValue] = kinds$1[lane];
	for (const each of fourBytes(gram)) image.setBits(FIRSTS + (hash$1(key(each, 4)) >>> 17), condition === 2 ? beforeValue : always);
	if (lane === "short") return SHORT_HEADS + byThree;
	const all = hashLong(gram);
	image.setBit(WORD_BITS, all >>> 15);
	return (lane === "long" ? LONG_HEADS : WORD_HEADS) + 2 * (all >>> 21);
}
/**
* Writes the gram's offset, length, condition, cased and files, index; where the four bytes stand that are compared first, from the gram
* on, and by how many bits they are moved up; the literal's address, the details, and those four bytes.
*/
function writeEntry(image, number, { literal, index, offset }, address, isLast) {
	const { text, condition, cased, files = 0, details = none } = literal;
	const entry = ENTRIES + 20 * number;
	const first = offset > 0 || text.length < 4 ? 0 : text.length - 4;
	const bits = text.length < 4 ? 8 : 0;
	image.setByte(entry, offset);
	image.setByte(entry + 1, text.length);
	image.setByte(entry + 2, condition);
	image.setByte(entry + 3, (cased ? 1 : 0) | files << 1);
	image.setWord(entry + 4, index);
	image.setByte(entry + 6, first - offset);
	image.setByte(entry + 7, bits | (isLast ? 32 : 0));
	image.setNumber(entry + 8, address);
	for (const [at, detail] of details.entries()) image.setByte(entry + 12 + at, detail);
	image.setNumber(entry + 16, key(text.slice(first, first + 4), Math.min(4, text.length)) << bits >>> 0);
}
/** The image for `literals`; the kernel reports each by its index. Throws where one cannot be placed. */
function compileTables(literals) {
	if (literals.length >= 8192) throw new Error(`Rules may have ${String(ENTRY_LIMIT - 1)} anchors and names together; these have ${String(literals.length)}.`);
	const image = new Image();
	writeClasses(image);
	writeSextets(image);
	writeGroups(image);
	writeWords(image);
	writeTable(image, NAME_WORDS, nameWords());
	writeTable(image, WORD_ENDS, wordEnds());
	writeTable(image, LANGUAGE, letterTable);
	writeJudge(image);
	writeWholeWords(image);
	const placements = literals.map((literal) => {
		const placed = placeLiteral(literal);
		if (!placed) throw new Error(`The anchor "${literal.text}" is too short or too common to search for.`);
		return placed;
	});
	const trigrams = coverByTrigrams(literals.filter((_, i) => placements[i]?.lane === "inner"));
	const texts = /* @__PURE__ */ new Map();
	let end = ENTRIES + 20 * (literals.length + 1);
	const address = (text) => {
		const known = texts.get(text);
		if (known !== void 0) return known;
		const at = end;
		if (at + text.length > 364544) throw new Error("The anchors and names of all rules together are too long.");
		for (const byte of Buffer.from(text, "latin1")) image.setByte(end++, byte);
		texts.set(text, at);
		return at;
	};
	const lists = /* @__PURE__ */ new Map();
	for (const [index, literal] of literals.entries()) {
		let placed = placements[index];
		if (!placed) continue;
		if (placed.lane === "inner") {
			const { text, cased } = trigrams.get(literal.text) ?? {
				text: placed.gram,
				cased: false
			};
			placed = {
				lane: "inner",
				offset: (cased ? literal.text : literal.text.toLowerCase()).indexOf(text),
				gram: text.toLowerCase()
			};
		}
		const head = markGram(image, placed, literal);
		const list = lists.get(head) ?? [];
		list.push({
			literal,
			index,
			offset: placed.offset
		});
		lists.set(head, list);
	}
	let number = 1;
	for (const [head, list] of lists) {
		image.setWord(head, number);
		for (const [at, entry] of list.entries()) writeEntry(image, number++, entry, address(entry.literal.text), at === list.length - 1);
	}
	const chosen = new Map([...trigrams.values()].map((trigram) => [JSON.stringify(trigram), trigram]));
	for (const [at, mask] of trigramMasks([...chosen.values()]).entries()) image.setByte(TRIGRAMS + at, mask);
	return image.bytes.subarray(0, end - TABLES);
}
//#endregion
//#region src/detect/generated/kernel.ts
const kernelBase64 = "AGFzbQEAAAABTQtgAX8Bf2ACf38Bf2AEf39/fwF/YAN/f38Bf2AFf39/f38Bf2AAAGACf38AYAd/f39/f39/AX9gAn9/AXxgCH9/f39/f39/AX9gAX8AAhABA2VudgZtZW1vcnkCAKgCA05NAQcBAwIEAAQDAAAAAQEACAAAAAMAAAIABAAAAQEAAQQBAgMABgAAAAECAAkCAAIAAQAAAQABAAACAAUCBgUDBQEBAQMBAAAACgMAAQAGahV/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAsHJwQEc2NhbgA7CHBhc3NPdmVyAEgIZmluZFNhbWUALAZtZW1vcnkCAArDgANNuxQBBn8DQCAFQQVIBEACQCAALQAAIgRBJ0YgBEEiRnIgBEHgAEZyIgIEQCAFQQBKBH8gACAAQQFqIAIbIgEtAAAiAkEnRiACQSJGciACQeAARnIEfyABLQABIAJHBH9BAQUgAS0AAiACRgsFQQALBH8gABAOBUEBC0UFIAAtAAIiBCAALQAAIgVGIgMhAgJAIAAtAAEiBiAFRg0AQQEhAiAGQdwARg0AIAMEQCAAQQNqEB0hAgwBCyAGQSRHIgMgBkH7AEdxIQIgBEH7AEYNACADIQIgBEEoRg0AIAZBJUYEfyAALQADIAVGBUEACwRAIABBBGoQHSECDAELIAZBJUYEQCAEQeQARyAEQfMAR3EgBEH2AEdxBEBBASECBSAAQQNqIgRBCGohAwJAA0AgAyAESwRAQQAhAiAELQAAIgZB3ABGIAUgBkYEf0EBBSAGQSBGIAZBCWtBBUlyIAZBoAFGcgtyDQIgBEEBaiEEDAELC0EBIQILCwwBCyAGQTxHBH9BAAUgBEElRwR/An9BACAAQQJqIgItAABBIHJB4QBrQRpPDQAaIAJBPGohAwNAIAIgA0kEQCACLQAAIgRBOkcEfyAEQS9HBH8gBEEuRwR/IARBLUcEfyAEQSBHBH8gBEEwa0EKSSAEQSByQeEAa0EaSXIgBEHfAEZyBUEBCwVBAQsFQQELBUEBCwVBAQsEQCACQQFqIQIMAgsLC0EAIAItAABBPkcEf0EBBSACLQABIAVHCwR/QQAFIAItAAIiA0ENRiADQQpGcgtFDQAaIAJBAmoiAkHkAGohAwNAIAIgA0kEfyACLQAAIgRBIEYgBEEJa0EFSXIgBEGgAUZyBUEACwRAIAJBAWohAgwBCwsgAi0AAEEgckHhAGtBGkkEfyACLQABIgNBJ0YgA0EiRnIgA0HgAEZyBUEBCwR/QQEFIAItAAIiAkEnRiACQSJGciACQeAARnILRQsFQQELC0UhAgsgAgR/An9BASAALQAAIgNB4ABGDQAaIAMgAC0AAUYiAgRAIAMgAC0AAkYhAgsgAEEDQQEgAhtqIgAtAAAiBEENRiIFIARBCkZyBEAgBUEBIAEbIAJFDQEaIABBAmogAEEBaiAALQAAQQ1GGyIAQShqIQEDQCAAIAFJBH8gAC0AACICQQlGIAJBIEZyBUEACwRAIABBAWohAAwBCwsgAEGQA2ohAQNAIAMgAC0AACICRwRAQQEgACABTw0DGiACQQpGBEAgAEEBaiIAQShqIQEDQCAAIAFJBH8gAC0AACICQQlGIAJBIEZyBUEACwRAIABBAWohAAwBCwsgAyAALQAARgwECyAAQQFqIQAMAQsLQQEMAQsgAEGQA2ohAQNAIAAgAUkEQEEBIAAtAAAiAkHcAEYgAiADRnINAhpBACACQQpGDQIaIABBAWohAAwBCwtBAQsFQQALCw8LIARB3ABGDQAgBEEjRgRAIABBA2ohAQNAIAAgAUkEfyAALQAAQSNGBUEACwRAIABBAWohAAwBCwsgAC0AAEEiRgR/IABBAWstAABBI0YFQQALDwsgBUUgBEE8RnEEQCAALQABQTxGDwtBACABIAUbBH8gBEHxAEYEf0EBBSAEQdsARgR/IAAtAAFB2wBGBUEACwsFQQALDQACfyAEQdsARgR/IAAtAAFB3QBGBUEACwRAIABBAmohAANAIAAtAAAiAkEwa0EKSSACQSByQeEAa0EaSXIgAkHfAEZyBEAgAEEBaiEADAELCyAALQAAIgJBKEcEfyACQfsARwVBAAsEQEEADwsFIARB3wBGIARBIHJB4QBrQRpJcgR/QQEFIAUEf0EABSAEQS5GIARBMGtBCklyCwsEQCAAIQMDQCAAIANrQT9JBH8gBEEwa0EKSSAEQSByQeEAa0EaSXIgBEHfAEZyIARBJEZyIARBLkZyBH9BAQUgBEE6RgR/IAAtAAFBOkYEf0EBBSAAQQFrLQAAQTpGCwVBAAsLBUEACwRAIABBAWoiAC0AACEEDAELCyAEQTxGIAAgA2siAkE/T3INAyAEQSdGIARBIkZyIARB4ABGcgRAIAJBAk0EfyAAEA4FQQELRQ8LIARBI0YgACADa0ECTXEEfyAAIQIgAEEDaiEGA0AgAiAGSQR/IAItAABBI0YFQQALBEAgAkEBaiECDAELCyACLQAAQSJGBH8gAkEBay0AAEEjRgVBAAsFQQALDQMgBQR/QQAFIAAhAiAAQQJqIQYDQCACIAZJBH8gAi0AACIHQSBGIAdBCWtBBUlyIAdBoAFGcgVBAAsEQCACQQFqIQIMAQsLIAIQCgR/QQEFIABBAmsvAQBB7+QBRgR/IAAhAiAAQQNqIQYDQCACIAZJBH8gAi0AACIHQSBGIAdBCWtBBUlyIAdBoAFGcgVBAAsEQCACQQFqIQIMAQsLIAItAAAiBkEnRiAGQSJGciAGQeAARnIEf0EBBSACLQABIgJBJ0YgAkEiRnIgAkHgAEZyCwVBAAsLCw0DIARBIEYgBEEJa0EFSXIgBEGgAUZyBEAgAEEcagJ/IAMtAAAiAkH0AEYgAkHuAEZyIAAgA2siBEEDRg0AGiACQeMARiACQeEARnIgAkHmAEZyIARBBUYNABogBEEGRgR/IAJB8wBGIAJB8gBGcgVBAAsLDQMaIABBAWoiAC0AACEEBSAFRSAEQdsARnEEfyAAECYFQQALDQQLIAAgA2tBB0YgBEE9RnEEfyADLQAAQeQARgVBAAsEQCAAQQFqIgAtAAAiAUEnRiABQSJGciABQeAARnJFBEAgAEEBaiEACyAALQAAIgFBJ0YgAUEiRnIgAUHgAEZyBH8gAC0AASABRwR/QQEFIAAtAAIgAUYLBUEACw8LIARBIUcEfyAEQdsARiAEQShGciAEQfsARnIFQQELRQRAQQAPCyAAQQFqIQAgBQR/QQAFIAAiAkEpaiEDA0AgAiADSQR/IAItAAAiBEEwa0EKSSAEQSByQeEAa0EaSXIgBEHfAEZyBH9BAQUgAi0AAEEsRgsEf0EBBSACLQAAQS5GCwR/QQEFIAItAABBIEYLBUEACwRAIAJBAWohAgwBCwsgAi0AAEEpRwR/QQAFIAJBAWoiAkEDaiEDA0AgAiADSQR/IAItAAAiBEEgRiAEQQlrQQVJciAEQaABRnIFQQALBEAgAkEBaiECDAELCyACEAoLCw0DIABBAWogACAALQAAIgJB2wBGIAJBKEZyIAJB+wBGcgR/QQEFIAAtAABBIUYLGyIAQRhqDAIFIARBK0cEfyAEQSpHBH8gBEEmRwR/IARBJEcEfyAEQcAARwR/IARB2wBGIARBKEZyIARB+wBGcgVBAQsFQQELBUEBCwVBAQsFQQELRQRAQQAPCwsLIABBAWoiAEEsagshAgNAIAAgAkkEfyAALQAAIgNBIEYgA0EJa0EFSXIgA0GgAUZyBUEACwRAIABBAWohAAwBCwsgBUEBaiEFDAILCwtBAQvGAwEGfyAAIAEQHCEIIAAgAS0AACIHQSdGIAdBIkZyIAdB4ABGcmshCSACIQcgAkE8aiEKA0AgAiAKSQR/IAItAAAiC0EJRiALQSBGcgVBAAsEQCACQQFqIQIMAQsLIAItAAAiCkENRiAKQQpGckUhCiAEBEAgByICQTxqIQsDQCACIAtJBH8gAi0AACIMQSBGIAxBCWtBBUlyIAxBoAFGcgVBAAsEQCACQQFqIQIMAQsLCyACLQAAIgtBJ0YgC0EiRnIgC0HgAEZyBEAgAiAJIAhBCCAEEAciAQR/QQAgAyAKGwR/IAEiAEEEaiECA0AgACACSQR/IAAtAAAiA0EJRiADQSBGcgVBAAsEQCAAQQFqIQAMAQsLIAAtAABBOkYFQQALBUEBCwRAQQAPCyABEAYPCyACLQAAQSByIQsgAi0AASIMQSdGIAxBIkZyBH8gC0HyAEYgC0HiAEZyIAtB9QBGciALQeYARnIFQQALBEAgAkEBaiAJIAhBCCAEEAUPCyACEBIiCwRAIAsgCSAIQQggBBAFDwsgBkUgCkVyBEBBAA8LIAAgASACIAggAyADBH8gB0EBaxAXQQBHBUEACyAEIAUQKwudAwEFfwNAIANBBEgEfyAALQAAQSByQeEAa0EaSQR/QQEFIAAtAABB3wBGCwVBAAsEQCAAIQIDQCAAIAJrQTBJBH8gAC0AACIFQTBrQQpJIAVBIHJB4QBrQRpJciAFQd8ARnIEf0EBBSAALQAAQS5GCwVBAAsEQCAAQQFqIQAMAQsLIAAtAAAhBiAAIAJrQQJNIQUgAwR/QQAFIAItAABB8QBGCyAFcQRAQQAPCyAGQShGBH8gBAR/QQEFIAIgABBLCwUgBkHbAEYEfyADBH9BAAUgABAmCwRAQQAPCyAEBH9BAQUgAEEBay0AAEEuRwsFIAAgAmtBAUYEfyABQQEgBEEAIAZBJ0YgBkEiRnIgBkHgAEZyGxsFQQELBH9BAAUgABARCw8LCyEEIABBAWoiAEEUaiECA0AgACACSQR/IAAtAAAiBUEgRiAFQQlrQQVJciAFQaABRnIFQQALBEAgAEEBaiEADAELCyADQQFqIQMMAQsLIAQEfyAALQAAIgFBJ0YgAUEiRnIgAUHgAEZyBUEACwR/IAAQEQVBAAsL9wUBA38gACIDQTxqIQQDQCADIARJBH8gAy0AACIFQSBGIAVBCWtBBUlyIAVBoAFGcgVBAAsEQCADQQFqIQMMAQsLIAMtAAAiBUEnRiAFQSJGciAFQeAARnIEf0EBBSAFQdsARiAFQShGciAFQfsARnILBEAgAyACEAAEf0EABSAFQShGQQBBACABIAIbGwR/An8DQCAAIANJBEBBACAALQAAQQpGDQIaIABBAWohAAwBCwtBAQsFQQELC0UPCyACBH8gACEEAn8DQCADIARLBEBBACAELQAAQQpGDQIaIARBAWohBAwBCwtBAQtFBUEACwRAIAMgAhAABH8gA0EAEAIFQQELRQ8LQQAgASACGwR/An8DQCAAIANJBEBBACAALQAAQQpGDQIaIABBAWohAAwBCwtBAQsFQQELRQRAAn8gAyIALQAAQS1GBH8gAC0AASIBQQlGIAFBIEZyBUEACwRAIABBAWoiAEEIaiEBA0AgACABSQR/IAAtAAAiAkEJRiACQSBGcgVBAAsEQCAAQQFqIQAMAQsLCyAALQAAIgFBIUYhAkEBIAFBJ0YgAUEiRnIgAUHgAEZyBH9BAQUgAUHbAEYgAUEoRnIgAUH7AEZyCyACciABQSZGciABQT5GciABQfwARnINABogACEBIABBzAhqIQIDQCAAIAJJBEAgAC0AACIDRSADQSBGIANBCWtBBUlyIANBoAFGciADQTpGciADQSNGcnJFBEAgAEEBaiEADAILCwsgACABa0EGTwRAIABBFGohAgNAIAAgAkkEfyAALQAAIgNBCUYgA0EgRnIFQQALBEAgAEEBaiEADAELC0EBIAAtAAAiAkENRiACQQpGcgR/QQAFIAAtAAALRQ0BGgsgAUEAEAALDwsgBUE8RgRAIAMtAAFBPEYPCyAFQfwARiAFQT5GcgRAIAEPCyAFQSZGBEAgAgR/IAMgAhAABUEBCw8LIAVB3QBHIAVBKUdxIAVB/QBHcSAFQSxHcSAFQTtHcQvgAQAgAkECay0AAEE6RwR/IAItAABBPkYEf0EBBSACLQAAQf4ARgsFQQALBEAgAkEBakEAIAMQAw8LIAMEfyAAIAEgAkEAEBYEf0EBBSAAIAEgAhAiCwVBAAsEfyAAEAsFQQELRQRAQQAPCyACIAMQIAR/QQAFIAIgAkECay0AAEE6RiADEAMLBH9BAQUgAwR/IABBAWstAAAiAUEgRwR/IAFBJ0YgAUEiRnIgAUHgAEZyBUEBCwR/IAAQJyIAQQBKBH8gAEEHRgR/QQEFIAIgABAoCwVBAAsFQQALBUEACwsL5QMBAX8gACABIAIgAyAEEAciAAR/IAAQBgVBAAtFBEBBAA8LIAAtAABBLEcEQCAAIQEgAEEoaiECA0AgASACSQR/IAEtAAAiA0EJRiADQSBGcgVBAAsEQCABQQFqIQEMAQsLIAEtAAAiAUEsRyABQTpHcQR/An8gAC0AAEEpRgR/IAAtAAFBLkYFQQALBEAgAC0AAiIAQe8ARiAAQfUARnIgAEHnAEZyDAELIABBA2ohAQNAIAAgAUkEfyAALQAAQSlGBH9BAQUgAC0AAEHdAEYLBUEACwRAIABBAWohAAwBCwsgAEEDaiEBA0AgACABSQR/IAAtAAAiAkEgRiACQQlrQQVJciACQaABRnIFQQALBEAgAEEBaiEADAELCyAALQAAIgBBP0YgAEH8AEZyIABB7wBGcgsFQQELRQ8LIABBAWoiAEEDaiEFA0AgACAFSQR/IAAtAAAiA0EgRiADQQlrQQVJciADQaABRnIFQQALBEAgAEEBaiEADAELCyAALQABIgNBJ0YgA0EiRnIgA0HgAEZyBH8gAC0AAEEgckHhAGtBGkkFQQALBEBBAA8LIAAtAAAiA0EnRiADQSJGciADQeAARnJFBEBBAQ8LIAAgASACQSwgBBAHIgAEfyAAEAYFQQALC6QDAQJ/IABBKGohAQNAIAAgAUkEfyAALQAAIgJBCUYgAkEgRnIFQQALBEAgAEEBaiEADAELCyAALQAAIgFFIAFBLEZyIAFBKUZyIAFB3QBGciABQf0ARnIgAUE7RnIgAUE6RnIEQEEBDwsgAUENRiABQQpGcgRAIABB5ABqIQEDQCAAIAFJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIAAtAAAiAUUgAUEpRnIgAUHdAEZyIAFB/QBGciABQSNGciABQcAARnIgAUEvRnIgAUEtRnIgAUHfAEZyIAFBJEZyIAFBKkZyIAFBJUZyBEAgAC0AASIBQSdGIAFBIkZyIAFB4ABGcgR/QQEFIAAtAAIiAEEnRiAAQSJGciAAQeAARnILRQ8LCyABQSByQeEAa0EaTwR/QQEFIAAtAAEiAUEnRiABQSJGciABQeAARnILBH9BAQUgAC0AAiIBQSdGIAFBIkZyIAFB4ABGcgsEQEEADwsgAC0AAEEgckHvAEcEf0EBBSAALQABQSByQfIARwsL1gIBBH8gAC0AACEGIABBAWoiBS0AAEEgckHhAGtBGkkEfyAFIAJBABATBSAFLQAAQdsARgR/IAUtAAFBJUcEf0EABSAFLQACIgBBMGtBCkkgAEEgckHhAGtBGklyIABB3wBGcgsEfyAFQQJqIgBBoAFqIQgDQCAAIAhJBH8gAC0AACIHQTBrQQpJIAdBIHJB4QBrQRpJciAHQd8ARnIEf0EBBSAALQAAQTpGCwR/QQEFIAAtAABBLkYLBH9BAQUgAC0AAEEtRgsFQQALBEAgAEEBaiEADAELCyAAQQJqQQAgAC0AAEElRgR/IAAtAAFB3QBGBUEACxsFQQALBUEACwsiAAR/IAYgAC0AAEcFQQELBEAgBRAUIQALIAAEfyAGIAAtAABGBUEACwRAIABBAWoPCyAFIAEgAiADIAQQHyIAQQFqQQAgAAR/IAYgAC0AAEYFQQALGwvXAgEFfyAAQQFrIgQtAAAiAEEnRiAAQSJGciAAQeAARnIEfyAAIAEtAABGBUEACwRAIARBAWshBAtBACEBIARBoAFrIQcDQCAEIAdLBEAgBC0AACIAQQpGBEAgBiABQQBHIAVxcgR/QQAFIAJFIANBIHJB8gBHcgsPCwJAIABBJ0YgAEEiRnIgAEHgAEZyBEAgACABR0EAIAEbBH9BAQUgACAEQQFrLQAARgsEf0EBBSAAQSdGBH8gBEEBay0AAEEgckHhAGtBGkkFQQALBH8gBC0AAUEgckHhAGtBGkkFQQALCwRAQQAPCyAAIQEgBkUhBgwBCyAAQQlGIABBIEZyDQBBASAFIABB3ABGGyEFIAIEfyAAQSVGIABBI0ZyIABBKkZyIABBLUZyIABBL0ZyIABBO0ZyIABBPEZyBUEACwRAQQAPCyAAIQMLIARBAWshBAwBCwtBAAu5AwEDfyAALQAAQdsARgR/IABBAWstAABBIHJB8ABGBUEACwRAQQEPCyAALQAAQShGBH8gAEEBaiIBQQRqIQMDQCABIANJBH8gAS0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCABQQFqIQEMAQsLIAEtAABB2wBGBUEACwRAQQEPCyAAQQFqIgBBPGohAQNAIAAgAUkEfyAALQAAIgJBIEYgAkEJa0EFSXIgAkGgAUZyBUEACwRAIABBAWohAAwBCwsgAC0AACIBQdsARiABQShGciABQfsARnIEQEEBDwsgABAaIgFFBEBBAA8LIAFBBGohAANAIAAgAUsEfyABLQAAIgJBIEYgAkEJa0EFSXIgAkGgAUZyBUEACwRAIAFBAWohAQwBCwsgAS0AACIAQT1HIABBOkdxIABBLEdxBEBBAA8LIAFBAWoiAUEBaiABIABBPUYEfyABLQAAQT5GBUEACxsiAEEIaiEBA0AgACABSQR/IAAtAAAiAkEgRiACQQlrQQVJciACQaABRnIFQQALBEAgAEEBaiEADAELCyAALQAAIgBBJ0YgAEEiRnIgAEHgAEZyC8ABAQJ/IAAvAQAiAUG//gBGIAFB/PgBRnIgAUG/9ABGciABQe/kAUZyBH8gAEECaiIAQQNqIQIDQCAAIAJJBH8gAC0AACIBQSBGIAFBCWtBBUlyIAFBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIAAgAEEBaiAALQAAIgBBJ0YgAEEiRnIgAEHgAEZyGyIALQAAIgFBJ0YgAUEiRnIgAUHgAEZyBH8gAC0AASABRwR/QQEFIAAtAAIgAUYLBUEACwVBAAsLlQIBAX8gAEEBayIALQAAQSBHBEBBAA8LA0AgAC0AACIBQQlGIAFBIEZyBEAgAEEBayEADAELCyAALQAAQSxHBEBBAA8LA0AgAC0AACIBQTBrQQpJIAFBIHJB4QBrQRpJciABQd8ARnIEf0EBBSAALQAAIgFBCUYgAUEgRnILBH9BAQUgAC0AAEEsRgsEf0EBBSAALQAAQSRGCwR/QQEFIAAtAABBLkYLBEAgAEEBayEADAELCyAALQAAIgEEfyABQQ1GIAFBCkZyBUEBCwR/QQAFIAAtAAAiAUHbAEYgAUEoRnIgAUH7AEZyBH8gAEEBay0AACIAQTBrQQpJIABBIHJB4QBrQRpJciAAQd8ARnIFQQELC0UL6wIBAn8DQCAAIAFJBH8gAUEBay0AAEEgckHhAGtBGkkFQQELRQRAIAFBAWshAQwBCwsgASAAQQFqTQRAQQEPCyABQQFrLQAAIQIgAUECay0AACIDQSByQeEAa0EaSQR/IANBwQBrQRpJIAJBwQBrQRpPcgVBAAtFBEBBAQ8LIAFBAWsgASACQSByQfMARiABIABrQQJLcRsiAUEEaygCAEGgwICBAnIiAkEQdkGx893xeWxBFHYiA0EDdkGA0AVqLQAAIANBB3F2QQFxBEBBAQ8LIAEgAGtBA0kEf0EABSABQQNrLQAAQSByQeEAa0EaSQtFBEBBAA8LIAJBCHZBsfPd8XlsQRR2IgNBA3ZBgNAFai0AACADQQdxdkEBcQRAQQEPCyABIABrQQNLBH8gAUEEay0AAEEgckHhAGtBGkkFQQALBH8gAkGx893xeWxBFHYiAEEDdkGA0AVqLQAAIABBB3F2QQFxBUEACwu0AgEEfyAAQdgEaiEFA0AgACAFSQRAIAAtAAAiAkEnRiACQSJGciACQeAARnIEQCABRQRAQQEPCyAAQQFqIQADQCAALQAAIgQgAkcEQCAEQdwARgRAIABBAWohAAUgAC0AAEEKRiACQeAAR3EEQEEADwsLIAAgBU8EQEEADwsgAEEBaiEADAELCwUgAwR/QQAFIAJBLEYEf0EBBSACQT1GBH8gAC0AAUE+RgVBAAsLCwRAQQAhAQUgAkHbAEYgAkEoRnIgAkH7AEZyBEAgA0EBaiEDBSACQd0ARiACQSlGciACQf0ARnIEQCADIgJBAWshAyACRQRAQQAPCwUgAkE7RgR/QQEFIANFIAJBCkZxBH8gAC0AAUEKRgVBAAsLBEBBAA8LCwsLCyAAQQFqIQAMAQsLQQALtgEBA38gAC0AACECIAAtAAEiAUEnRiABQSJGciABQeAARnIEQEEADwsgAEFAayEDA0AgAyAAQQFqIgBLBEAgAC0AACIBQQpGIAFB3ABGcgRAQQAPCyABIAJHDQEgAEEBaiIAQQRqIQEDQCAAIAFJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIAAtAABBOkYEfyAALQABQTpHBUEACw8LC0EAC6AGAgV8An8jCCMHaiIHBHwjCrcgB7ijRAAAAAAAAOA/ogVEAAAAAAAAAAALIgREAAAAAAAAAAClRAAAAAAAAABApEEKIAcgB0EKTxu4RAAAAAAAACRAoyIFoiEDIwFBBE0Ef0EABSMBQQdNBH9BAQUjAUELTQR/QQIFIwFBE00Ef0EDBUEEQQUjAUEnTRsLCwsLQQF0QagJai4BALchAiABRSMBQQxJcQRAIAJBtAkuAQC3oCECCyMFIwFGBEAgAkG2CS4BALcgAQR8RAAAAAAAAAAABUG4CS4BALcLoKAhAgsgByMBRgRAIAJBugkuAQC3QdYJLgEAtyADoqAgAQR8RAAAAAAAAAAABUG8CS4BALcLoKAhAiMHRSMIRXIEQCACQb4JLgEAt6AhAgsLIwhBAEcjB0EAR2ojBUEAR2ojA0EAR2oiCEECTwRAIAIgCEEBdEG8CWouAQC3oCECCyMBuCEGIwYhCCAHBHwgAkHGCS4BALcjBbhEAAAAAAAAAECiIAajRAAAAAAAAPA/pKKgBSACC0HICS4BALcjA7hEAAAAAAAAEECiIAajRAAAAAAAAPA/pKJBygkuAQC3QQQgCCAIQQRPG7iiRAAAAAAAANA/oqCgIQIjBgRAIAJBzAkuAQC3oCECCyMBQSRGIgcEQCMDQQRGIQcLIASaRAAAAAAAAAAApUQAAAAAAAAEQKQgBaIhBCABBHwgAkHOCS4BALcgBKJB0gkuAQC3IAOioKAFIAJB0AkuAQC3IASiIAcEfEHUCS4BALcgA6JEAAAAAAAAAAClBUHUCS4BALcgA6ILoKALIQIjCwRAIAJB2AkuAQC3IANEmpmZmZmZyT+goqAhAgsjEgRAIAJB2gkuAQC3oCECCyAAQTpGIABBLkZyIABBIUZyIABBP0ZyBEAgAkHcCS4BALegIQILIwMjBmpFBEAjBUEARyMBQRBPcQRAIAJB3gkuAQC3oCECCyMBQcAARiMBQShGcgRAIAJB4AkuAQC3oCECCwsgBwRAIAJB4gkuAQC3oCECCyAAQT1GBHwgAkHkCS4BALegBSACCwuJAwECfyAAQQFrIgEtAAAiAkEnRiACQSJGciACQeAARnIEfyABEEcFAn8gAEEBayIAQfABayEBA0AgAC0AACICQQlGIAJBIEZyIAAgAUtxBEAgAEEBayEADAELCyAALQAAQShGBEAgACAAQRJrIQIDQCACIABBAWsiAEkEfyAALQAAQSByQeEAa0EaSQVBAAsNAAsgAGtBAWshASAALQAAQS5GBH8gAEEBay0AACICQSdGIAJBIkZyIAJB4ABGcgVBAAsEfyAALQABQeUARgVBAAsEfyAALQACQfEARgVBAAsEfyABQQZGIAFBAkZyIAFBEEZyBUEACwwBC0EAIAAtAABBPUcEf0EBBSAAQQFrLQAAIgJBIUcgAkE9R3ELDQAaA0AgAC0AAEE9RgR/QQEFIAAtAABBIUYLIAAgAUtxBEAgAEEBayEADAELCwNAIAAtAAAiAkEJRiACQSBGciAAIAFLcQRAIABBAWshAAwBCwsgAC0AACIAQSdGIABBIkZyIABB4ABGcgsLC/YDAQR/IAAtAAAiBCAALQABRgRAQQAPC0EBIQEgAEEwaiECA0AgBCAAQQFqIgAtAAAiA0cEQCADQdwARiAAIAJPciADQQpGcgRAQQAPCyABQQAgA0EuRwR/IANBLUcEfyADQTBrQQpJIANBIHJB4QBrQRpJciADQd8ARnIFQQELBUEBCxshAQwBCwsgAQR/An8gAEEBaiIALQAAQSxGBEAgAEEBaiIAQQNqIQEDQCAAIAFJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIAAgAEEBaiAALQAAIgBBJ0YgAEEiRnIgAEHgAEZyGyIALQAAIgFBJ0YgAUEiRnIgAUHgAEZyBH8gAC0AASABRwR/QQEFIAAtAAIgAUYLBUEACwwBCyAALQAAQSlGBH8gAC0AAUEuRgVBAAsEQCAALQACQfUARgR/QQEFIAAtAAJB7wBGCwR/QQEFIAAoAgJB58rR+wRGCwwBCyAAQQNqIQEDQCAAIAFJBH8gAC0AAEEpRgR/QQEFIAAtAABB3QBGCwVBAAsEQCAAQQFqIQAMAQsLIABBA2ohAQNAIAAgAUkEfyAALQAAIgJBIEYgAkEJa0EFSXIgAkGgAUZyBUEACwRAIABBAWohAAwBCwsgABAKCwVBAAtFC8oCAQR/A0AgAkEESARAAkAgAC0AAEEmRgR/QQEFIAAtAABBKkYLBEAgAEEBaiEADAELIAAtAABBIHJB4QBrQRpJBH9BAAUgAC0AAEHfAEcLBEBBAA8LIAAhAQNAIAAgAWtBMkkEfyAALQAAIgNBMGtBCkkgA0EgckHhAGtBGklyIANB3wBGcgR/QQEFIAAtAABBLkYLBUEACwRAIABBAWohAAwBCwsgAEEBaiAAIAAtAABBIEYbIgAtAAAiA0H7AEcgA0EoR3EEQEEADwsgAEEBaiIALQAAQSFGIABqIgBBGGohBANAIAAgBEkEfyAALQAAIgFBIEYgAUEJa0EFSXIgAUGgAUZyBUEACwRAIABBAWohAAwBCwsgAC0AACIBQSdGIAFBIkZyIAFB4ABGcgRAIABBACADQShGGw8LCyACQQFqIQIMAQsLQQALlAMCB38CfiAAIQNBGiEEQRohBSAAQaABaiEIA0AgACAISQRAAkAgAC0AACIJQSByQeEAayIGQRpJBH8gByAEQRtsIAVqQRpsIAZqIgRBAXZBgNQFai0AACIHQQ9xIAdBBHYgBEEBcRtBCGtqIQcgBSEEIAYFIAlBLkYgCUHfAEZyBH9BAQUgAgR/QQAFIAlBL0YgCUEtRnIgCUE6RnIgCUEgRnILC0UNAUEaIQRBGgshBSAAQQFqIQAMAgsLCyAAIANrIgJBoAFGBEBBAA8LIAFBA08EfyACQQVJIAdBAE5yBSACQQVJQQAgARsLBEAgAA8LIABBAAJ/QQAgACADa0EISw0AGgNAIAAgA0sEQEEAIAMtAABBIHIiAUHhAGtBGk8NAhogCyABrSAKhoQhCyADQQFqIQMgCkIIfCEKDAELCyALQpX4qfqXt96bnn9+QjiIpyIAQQN0QYCyB2opAwAhCgNAIApCAFIgCiALUnEEQCAAQQFqQf8BcSIAQQN0QYCyB2opAwAhCgwBCwsgCkIAUgsbC7QBAQJ/IABBAWogACAALQAAQSRGBH9BAQUgAC0AAEEqRgsbIQADQCACQQxIBEAgACEBA0AgACABa0EySQR/IAAtAABBIHJB4QBrQRpJBH9BAQUgAC0AAEHfAEYLBUEACwRAIABBAWohAAwBCwsgACABRgRAQQAPCyAAQQFqIAAgAC0AAEEwa0EKSRsiAC0AAEEuRwRAIABBACACQQBKGw8LIABBAWohACACQQFqIQIMAQsLQQALyAEAIABB3ABHBH8gAEEmRwR/IABB/ABHBH8gAEE7RwR/IABBLEcEfyAAQd0ARwR/IABBKUcEfyAAQf0ARwR/IABB+wBHBH8gAEE+RwR/IABBPEcEfyAAQS1HBH8gAEEnRiAAQSJGciAAQeAARnIFQQELBUEBCwVBAQsFQQELBUEBCwR/QQEFIABB2wBGIABBKEZyIABB+wBGcgsFQQELBUEBCwVBAQsFQQELBUEBCwVBAQsFQQELBH9BAQUgAEENRiAAQQpGcgtFC88BAQJ/IAJBPGohBANAIAIgBEkEfyACLQAAIgVBCUYgBUEgRnIFQQALBEAgAkEBaiECDAELCyACLQAAQSByQeEAa0EaSQR/QQAFIAItAABB3wBHCwRAQQAPCyACIQQDQCACIARrQSlNBH8gAi0AACIFQTBrQQpJIAVBIHJB4QBrQRpJciAFQd8ARnIFQQALBEAgAkEBaiECDAELCyACLQAAIQUgAiAEa0EpSwR/QQEFIAVBO0cgBUEsR3EgBUEpR3ELBEBBAA8LIAAgASADEAgL9QIBAn8gAEEBaiIAQQJqIQEDQCAAIAFJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIAAtAAAiAUEgckHhAGtBGk8EfyABQSZHBUEACwRAQQAPCyAAQTRqIQEDQCAAIAFJBEAgAC0AACICQSdHBH8gAkE/RwR/IAJBJkcEfyACQfwARwR/IAJB3QBHBH8gAkHbAEcEfyACQT5HBH8gAkE8RwR/IAJBLkcEfyACQTBrQQpJIAJBIHJB4QBrQRpJciACQd8ARnIEf0EBBSACQQlGIAJBIEZyCwVBAQsFQQELBUEBCwVBAQsFQQELBUEBCwVBAQsFQQELBUEBCwRAIABBAWohAAwCCwsLIABBBGohAQNAIAAgAUkEfyAALQAAIgJBIEYgAkEJa0EFSXIgAkGgAUZyBUEACwRAIABBAWohAAwBCwsgAEEBakEAIAAtAABBPUYEfyAALQABQT1HBUEACxsL1AMBBn8gAUH/fnEiB0UEQEEBDwsgAUGAAXFBAEchBiAAQeAAaiEIIAAhAQNAQQEgASAISSAFGwRAIAEtAAAiCkGADmotAAAgAnEEQCAFRQRAIAFBAWstAAAhCSAFIAEgA0UgAyAKRnJBACAAIAFGIgUEfyAFBSAJQTBrQQpJIAlBIHJB4QBrQRpJciAJQd8ARnIgCUErRnIEf0EBBSAGBH8gCUEjRiAJQcAARnIgCUEvRnIgCUHcAEZyBUEACwtFCxsEfyAEBH8gBCABLQABRgVBAQsFQQALBH8gASIFQQZrIQkDQCAFIAlLBH8gBUEBay0AACIKQTBrQQpJIApBIHJB4QBrQRpJciAKQd8ARnIFQQELRQRAIAVBAWshBQwBCwsgBUEDayEJA0AgBSAJSwR/IAVBAWstAABBMGtBCkkFQQALBEAgBUEBayEFDAELCyAFQQFrIgkgBSAJLQAAQS1GGyIFIABBA2pPBH8gBUEDaygCAEGgwIABckH///8HcUHz0IUDRgVBAAsFQQELGyEFCyABIAVrQQFqIAdPQQAgBRsEQEEBDwsFIApB+wBGIApBO0ZyIApB/QBGcgRAQQAPC0EAIQULIAFBAWohAQwBCwtBAAvPAQECfyAALQAAQSByIgFB7gBGIAFB5QBGcgRAIAAtAAEiAEEnRiAAQdwARnIgAEEiRnIPCyABQfUARgRAIAAtAAFBJkYEfyAALQACIgBBJ0YgAEHcAEZyIABBIkZyBUEACw8LIAAtAABBJEcEQEEADwsgAEEBaiIAQRVqIQIDQCAAIAJJBH8gAC0AACIBQTBrQQpJIAFBIHJB4QBrQRpJciABQd8ARnIFQQALBEAgAEEBaiEADAELCyAALQAAQSRGBH9BAQUgAC0AAEHcAEYLC7MBAQR/IABBAWogACAALQAAIgFBIkYiACABQSdGIAAbIgIbIgAtAAAiA0EgckHhAGtBGk8EfyADQd8ARwVBAAsEQEEADwsgAEEpaiEEA0AgACAESQR/IAAtAAAiA0Ewa0EKSSADQSByQeEAa0EaSXIgA0HfAEZyIANBLkZyIANBwABGciADQS1GcgVBAAsEQCAAQQFqIQAMAQsLIAJFBEAgAA8LIABBAWpBACAALQAAIAFGGwvoAQEEfiABQQ9LBEBBAA8LIAApAwBCoMCAgYKEiJAghCECIAFBCEkEQCACQgEgAa1CA4aGQgF9gyECCyABQQhLBH4gACkDCEKgwICBgoSIkCCEIQMgAUEIayIAQQhPBH4gAwUgA0IBIACtQgOGhkIBfYMLBUIACyIEQh9+IAKFQpX4qfqXt96bnn9+QjaIpyIBQQR0QYCgBmohAANAIAApAwAiBUIAUgRAIAApAwgiA0L//////////wCDIARRIAIgBVFxBEAgA0I4iKcPCyABQQFqQf8HcSIBQQR0QYCgBmohAAwBCwtBAAuHBgEDfwNAIAAgAUkEfyAALQAAQS1GBH9BAQUgAC0AAEEuRgsFQQALBEAgAEEBaiEADAELCyABQQFrIgMgASADLQAAQSByQfMARhsiBCAAa0EDSQRAQQAPCyAEQQRrKAIAQaDAgIECciIDQQh2QevK5QNGBEAgBEEDayIEIABGBEACQCAALQABQeEASSIDBH8gAC0AAEHhAE8FQQALDQADQCABIABBAWoiAEsEQCAALQAAQeEASSADRw0CDAELC0EBIQILQQRBAyACGw8LIAQtAABBywBGIgEEQCAEQQFrLQAAQeEAa0EaSSEBCyABBH9BAAUgBEEBay0AACICQTBrQQpJIAJBIHJB4QBrQRpJciACQd8ARnILBH8gBEEBay0AAEHfAEcFQQALBEBBAkEAIANB/wFxQeQARxsPCyAEIARBAWsgARsiASAAa0ECSQR/QQAFIAFBAWstAABBIHJB4QBrQRpJCwR/IAFBAmstAABBIHJB4QBrQRpJBUEAC0UEQEECDwtBAkEDIAFBBGsoAgBBoMCAgQJyIgBBEHZBsfPd8XlsQRZ2IgFBA3ZBgJ8Gai0AACABQQdxdkEBcQR/QQEFIABBCHZBsfPd8XlsQRZ2IgFBA3ZBgJ8Gai0AACABQQdxdkEBcQsEf0EBBSAAQbHz3fF5bEEWdiIAQQN2QYCfBmotAAAgAEEHcXZBAXELGw8LIAQgAGtBBE8EfwJ/IANB79aV8wZGBEAgBEEFay0AAEEgckH0AEYMAQsgA0Hj5JWjB0YEQCAEQQVrLQAAQSByQeUARgR/IARBBmstAABBIHJB8wBGBUEACwwBCyADQfTSheMGRgRAIARBBWstAABBIHJB7gBGBH8gBEEGay0AAEEgckHlAEYFQQALDAELIANB9NK98wZGBEAgBEEFay0AAEEgckHhAEYEfyAEQQZrLQAAQSByQfoARgVBAAsMAQsgA0Hj5JWjBkYEf0EBBSADQeHq0cMGRgR/IARBBWstAABBIHJB8gBHBUEACwsLBUEAC0EARwuaAgECfyAAQTxqIQEDQCAAIAFJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIAAtAAAiAUEuRiABQStGciABQSZGciABQdwARnIEQCAAQQFqIgAtAABBLkYgAGoiAEE8aiEBA0AgACABSQR/IAAtAAAiAkEgRiACQQlrQQVJciACQaABRnIFQQALBEAgAEEBaiEADAELCwsgAC0AACIBQSdGIAFBIkZyIAFB4ABGcgRAQQEPCyABQcAARiABQSByQeEAa0EaSXIgAUEkRnIEfyAALQABIgFBJ0YgAUEiRnIgAUHgAEZyBH9BAQUgAC0AAiIAQSdGIABBIkZyIABB4ABGcgsFQQALC88CAQR/QQMhBQNAIAVBDU0gASAAayICIAVPcQRAIAIgBWtBCE0EfyABIAVrIgIgAEsEfyACQQFrLQAAQS1GBH9BAQUgAkEBay0AAEHfAEYLBH9BAQUgAkEBay0AAEEgRgsFQQALBEAgAkEBayECCyAAIAJGBH9BAQUgAiAAa0EISQR/IAAhA0EBIQQDQCACIANLBEAgAy0AAEEgciAEQQN0IARBBXZzc0Gx893xeWwhBCADQQFqIQMMAQsLIARBFXYiAkEDdkGAsAdqLQAAIAJBB3F2QQFxBUEACwsFQQALBH8gASAFayEDQQAhAgNAIAEgA0sEQCADLQAAQSByIAJBA3QgAkEFdnNzQbHz3fF5bCECIANBAWohAwwBCwsgAkEVdiICQQN2QYCwB2otAAAgAkEHcXZBAXEFQQALBEBBAQ8LIAVBAWohBQwBCwtBAAuzBQIEfwN8IAAgA0ELRhBAIgUEQAJAIwNFIwVFcg0AIAAgBUEMayIGIAAgBksbIQggBSEGA0AgBiAISwRAIAZBAWsiBi0AAEEgckHhAGtBGkkEf0EBBSAGLQAAQTBrQQpJC0UNAgwBCwsgCCAFQQxrRiEHCwVBASEHCyAHBEBBAA8LIAVBAWstAAAhBiADQQF0QZAJai4BALdBnAlBngkgBBsuAQC3oCEJIAJFIgcEfCAJQZIJLgEAtyAGQQEQD6BBlAkuAQC3IAZBABAPoKWgBSAJAnwgAkEBRgRAQZQJLgEAtwwBCyACQQJGBEBBlgkuAQC3DAELQZgJLgEAtyACQQRGBHxBmgkuAQC3BUQAAAAAAAAAAAugCyAGQQAQD6CgCyIJQZAJLgEAtyIKZgRAIAlB5gkuAQC3oEHqCS4BALcgBEEAIANBC0YbBHxB7AkuAQC3BUQAAAAAAAAAAAugIgugIApmBEBBAA8LIAAhAgJAA0AgAkECaiAFSQRAQQEhBCACKAIAQaDAgIECciIDQQh0QYDg3aMGRg0CQQAhBCACQQNqIAVPDQJBASEEIANB4+SVowZGIANB8MLNmwdGciADQeHq0cMGRnINAiADQfTerasGRiACQQRqIAVJcQR/IAItAARBIHJB7gBGBUEACw0CIANB88qNkwdGIAJBBWogBUlxBH8gAi0ABEEgckHlAEYFQQALBH8gAi0ABUEgckH0AEYFQQALDQIgAkEBaiECDAELC0EAIQQLIAQEQCAJQeYJLgEAt6AhCQsgCSAKZgR/IAkgC6AgCmYEf0EABSABEDYLBUEBC0UEQEEADwsLQQAgBSAHBH8gACEBAn8DQCABIAVJBEBBASABLQAAQTpGDQIaIAFBAWohAQwBCwtBAAsEf0EBBSAAIAUQQQsFQQALGwu5AgEEfyAAQTxqIQIDQCAAIAJJBH8gAC0AACIDQQlGIANBIEZyBUEACwRAIABBAWohAAwBCwsgACECIABBPGohAwNAIAAgA0kEfyAALQAAIgRBMGtBCkkgBEEgckHhAGtBGklyIARB3wBGcgR/QQEFIAAtAABBLkYLBUEACwRAIABBAWohAAwBCwsgACACRgRAQQAPCyAALQAAQdsARgRAIABBAWoiBEE8aiEFA0AgBSAAQQFqIgBLBH8gAC0AACIDQTBrQQpJIANBIHJB4QBrQRpJciADQd8ARnIEf0EBBSAALQAAQS5GCwR/QQEFIAAtAABBLUYLBUEACw0ACyAAIARGBH9BAQUgAC0AAEHdAEcLBEBBAA8LBSAALQAAQShHBEBBAA8LCyACIAEQAAR/IAJBABACBUEBCwueAQECfyACQQAgAxADRQRAQQAPCyACQTxqIQUDQCACIAVJBH8gAi0AACIEQSBGIARBCWtBBUlyIARBoAFGcgVBAAsEQCACQQFqIQIMAQsLIAMEfyACLQAAIgNBMGtBCkkgA0EgckHhAGtBGklyIANB3wBGcgVBAAsEfyACQQEQAAR/IAJBABACBUEBCwVBAAsEfyAAIAFBABAIBUEAC0ULSQECfyACQTxqIQMDQCACIANJBH8gAi0AACIEQQlGIARBIEZyBUEACwRAIAJBAWohAgwBCwsgAkEBEAIEfyAAIAFBARAIBUEACwu2AQECfwNAIAJBBUgEQCAAIQEDQCAAIAFBCGtLBH8gAC0AAEEgckHhAGtBGkkFQQALBEAgAEEBayEADAELCyABIABrQQNGIAJBAEpxBH8gACgCAEEIdkHzytEDRgVBAAsEQEEBDwsgAC0AAEEtRwRAQQAPCwNAIAAtAABBLUYEQCAAQQFrIQAMAQsLA0AgAC0AACIBQQlGIAFBIEZyBEAgAEEBayEADAELCyACQQFqIQIMAQsLQQAL5AsDEH4XewN/QX4hKQNAIAEgKUoEQEGACP0ABAAiHCAAIClBAWoiK0EGdGoiKv0ABAAiF0GACf0ABAAiHf1OIh79DkGQCP0ABAAiHyAXQQT9jQEgHf1OIiD9Dv1OIiEgIUEB/YsB/VAiEkEA/YsB/WStIBwgKv0ABBAiGCAd/U4iGf0OIB8gGEEE/Y0BIB39TiIa/Q79TiIiICJBAf2LAf1QIhNBAP2LAf1krUIQhoQgHCAq/QAEICIbIB39TiIj/Q4gHyAbQQT9jQEgHf1OIiT9Dv1OIiUgJUEB/YsB/VAiFEEA/YsB/WStQiCGhCAcICr9AAQwIhwgHf1OIib9DiAfIBxBBP2NASAd/U4iJ/0O/U4iHyAfQQH9iwH9UCIdQQD9iwH9ZK1CMIaEIQggIUED/YsB/WStICJBA/2LAf1krUIQhoQgJUED/YsB/WStQiCGhCAfQQP9iwH9ZK1CMIaEICFBAv2LAf1krSAiQQL9iwH9ZK1CEIaEICVBAv2LAf1krUIghoQgH0EC/YsB/WStQjCGhCIJIAiEhCIKICFBBP2LAf1krSAiQQT9iwH9ZK1CEIaEICVBBP2LAf1krUIghoQgH0EE/YsB/WStQjCGhIQhBkHgCP0ABAAiHyAe/Q5B8Aj9AAQAIiggIP0O/U4gFUHACP0ABAAiISAe/Q5B0Aj9AAQAIiIgIP0O/U4iJf0NDxAREhMUFRYXGBkaGxwdHiAWQaAI/QAEACIWIB79DkGwCP0ABAAiHiAg/Q79TiIV/Q0ODxAREhMUFRYXGBkaGxwd/U79TiEgIB8gGf0OICggGv0O/U4gJSAhIBn9DiAiIBr9Dv1OIiX9DQ8QERITFBUWFxgZGhscHR4gFSAWIBn9DiAeIBr9Dv1OIhX9DQ4PEBESExQVFhcYGRobHB39Tv1OIRkgHyAj/Q4gKCAk/Q79TiAlICEgI/0OICIgJP0O/U4iGv0NDxAREhMUFRYXGBkaGxwdHiAVIBYgI/0OIB4gJP0O/U4iI/0NDg8QERITFBUWFxgZGhscHf1O/U4hJCAfICb9DiAoICf9Dv1OIBogISAm/Q4gIiAn/Q79TiIV/Q0PEBESExQVFhcYGRobHB0eICMgFiAm/Q4gHiAn/Q79TiIW/Q0ODxAREhMUFRYXGBkaGxwd/U79TiEaIAEgK0ogK0EATnEEQCApQQN0IipBiKQXaiAg/QwAAAAAAAAAAAAAAAAAAAAA/SP9ZK0gGf0MAAAAAAAAAAAAAAAAAAAAAP0j/WStQhCGhCAk/QwAAAAAAAAAAAAAAAAAAAAA/SP9ZK1CIIaEIBr9DAAAAAAAAAAAAAAAAAAAAAD9I/1krUIwhoRCf4U3AwAgKkGIxRdqIBJBBf2LAf1krSATQQX9iwH9ZK1CEIaEIBRBBf2LAf1krUIghoQgHUEF/YsB/WStQjCGhDcDAAsgBiAGQgGIgyINQj6GIAZCP4YgBEIBiIQiDyAEgyIRQgKIhCARgyIRIA0gDUICiIMiDUI8hiARQgSIhIMiESANIA1CBIiDQjuGIBFCBYiEgyENIClBAE4EQCApQQN0IipBgKAWaiAPIAIgDkJ/hYMgAiAOg0IBhiAQQj+IhIMgAyADQgGGIAdCP4iEQn+FgyIHIAIgAkIBhiALQj+IhEJ/hYOEhIMgBkI+hiAEQgKIhIM3AwAgKkGAwRZqIAcgDYM3AwAgKkGA4hZqIA0gDUIBhiAFQj+IhCIEQn+FgzcDACAqQYCDF2ogDCAEIA2EIgQgBEIChiAFIAVCAYaEIgRCPoiEhCIFIAVCBIYgBCAEQgKGhCIEQjyIhIQiBSAFQgWGhCAEIARCBIaEQjuIhIMiBDcDACApQYC6ImogBEIAUjoAAAsgDSEFIAMhByACIA6DIRAgAiELIAkhDCAXQQL9iwH9ZK0gGEEC/YsB/WStQhCGhCAbQQL9iwH9ZK1CIIaEIBxBAv2LAf1krUIwhoQhDiAIIQIgCiEDIAYhBCApQQFqISkMAQsLC5sDAQN/IAAtAAAiAkEnRyACQSJHcQRAQQAPCyAAQbACayEDA0AgAEEBayIALQAAQdwARg0ACwNAIAAtAAAiASACRwRAIAFBJ0YgAUEiRnIgAUHcAEZyIAFBCkZyIAFBPEZyIAFBPkZyIAAgA0lyBEBBAA8LIABBAWshAAwBCwsgAEEHayEBA0AgASAAQQFrIgBJBH8gAC0AAEHcAEYEf0EBBSAALQAAIgJBIEYgAkEJa0EFSXIgAkGgAUZyCwVBAAsNAAsgAC0AACIBQT1HIAFBOkdxBEBBAA8LIABBCGshAQNAIAEgAEEBayIASQR/IAAtAABB3ABGBH9BAQUgAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgsEf0EBBSAALQAAIgJBJ0YgAkEiRnIgAkHgAEZyCwVBAAsNAAsgAC0AAEEgckHlAEYEfyAAQQFrLQAAQSByQfUARgVBAAsEfyAAQQJrLQAAQSByQewARgVBAAsEfyAAQQNrLQAAQSByQeEARgVBAAsEfyAAQQRrLQAAQSByQfYARgVBAAsLwAEBAn8gAEEBaiIALQAAQSJGBEAgAEEBaiEACyAAQShqIQEDQCAAIAFJBH8gAC0AACICQTBrQQpJIAJBIHJB4QBrQRpJciACQd8ARnIFQQALBEAgAEEBaiEADAELCyAAQQFqIAAgAC0AAEEiRhsiAC0AAEHdAEYEfyAAQQFqIgBBAmohAQNAIAAgAUkEfyAALQAAIgJBIEYgAkEJa0EFSXIgAkGgAUZyBUEACwRAIABBAWohAAwBCwsgABAKBUEACwuEBgEEfyAAQe8BayECIABBAWsiAC0AAEEkRgRAIABBAWshAAsgACEBA0AgASACSwR/IAEtAABBCkcFQQALBH8gAS0AACIEQSBGIARBCWtBBUlyIARBoAFGcgVBAAsEQCABQQFrIQEMAQsLA0AgAS0AAEEsRgRAIAFBAWshAANAIAAgAksEfyAALQAAQQpHBUEACwR/IAAtAAAiAUEgRiABQQlrQQVJciABQaABRnIFQQALBEAgAEEBayEADAELCyAAIQEDQCAAIAJLBH8gAC0AACIEQTBrQQpJIARBIHJB4QBrQRpJciAEQd8ARnIEf0EBBSAALQAAQS5GCwR/QQEFIAAtAABBJEYLBUEACwRAIABBAWshAAwBCwsgACACTQRAQQcPCyAAIAFGBH9BAQUgA0EBaiIDQQZKCwRAQX8PCyAAIQEDQCABIAJLBH8gAS0AAEEKRwVBAAsEfyABLQAAIgRBIEYgBEEJa0EFSXIgBEGgAUZyBUEACwRAIAFBAWshAQwBCwsMAQsLA0AgACACSwR/IAAtAABBCkcFQQALBH8gAC0AACIBQSBGIAFBCWtBBUlyIAFBoAFGcgVBAAsEQCAAQQFrIQAMAQsLIAAtAAAiAUHbAEYgAUEoRnIgAUH7AEZyBEAgAEEBayEAA0AgACACSwR/IAAtAABBCkcFQQALBH8gAC0AACIBQSBGIAFBCWtBBUlyIAFBoAFGcgVBAAsEQCAAQQFrIQAMAQsLCyAALQAAQSByQeEAa0EaSQR/IABBAWsvAQAiAUHl6AFGIAFB8+gBRnIgAUHh5AFGciABQeHYAUZyIAFB7fIBRnIFQQALBEADQCAAIAJLBH8gAC0AAEEgckHhAGtBGkkFQQALBEAgAEEBayEADAELCwNAIAAgAksEfyAALQAAQQpHBUEACwR/IAAtAAAiAUEgRiABQQlrQQVJciABQaABRnIFQQALBEAgAEEBayEADAELCwsgACACTQRAQQcPC0F/IAMgAC0AAEEKRgR/QQAFIAAtAAALGwu0BAEDfyAAQQRqIQQDQCAAIARJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIAAtAABBKEYEf0EBBSAALQAAQdsARgsEQCAAQQFqIgBBFGohBANAIAAgBEkEfyAALQAAIgJBIEYgAkEJa0EFSXIgAkGgAUZyBUEACwRAIABBAWohAAwBCwsLIABBoAFqIQQDQCABQQBKBEAgAC0AACICQTtGIAJBCkZyIAJB+wBGcgRAQQAPCyAAIARPBH9BAQUgAkEnRiACQSJGciACQeAARnILBEBBAQ8LIAJB2wBGIAJBKEZyBEAgA0EBaiEDBSACQd0ARiACQSlGcgRAIAMiAkEBayEDIAJFBEBBAA8LBSABQQFrIAEgA0UgAkEsRnEbIQELCyAAQQFqIQAMAQsLIABBFGohAgNAIAAgAkkEfyAALQAAIgFBIEYgAUEJa0EFSXIgAUGgAUZyBUEACwRAIABBAWohAAwBCwtBASEBAkAgAC0AACICQSdGIAJBIkZyIAJB4ABGcgR/QQEFIAAtAABB3ABGCw0AQQAhASAAQQEQAEUNACAAQfgAaiEDA0AgACADSQRAIAAtAAAiAkEnRiACQSJGciACQeAARnIEQCAAEBFFIQEMAwtBASEBIAJBP0YgAkH8AEZyIAJB3ABGcgR/QQEFIAJB8gBGBH8gAEEBay0AAEHvAEYFQQALCw0CIABBAWohAAwBCwtBASEBCyABC8oGAQR/IABBAWstAAAiBEE6RgR/QQEFIARB+wBGBH8gAEECay0AAEEkRgVBAAsLBEBBAA8LIAEtAAAiBUEnRiAFQSJGciAFQeAARnIEfyAEIAVHBEBBAA8LIAFBAWoFIAELIgQtAABB3QBGBH8gBEEBagUgBC0AAEHbAEYEfyAEIgVBAWoiBEEsaiEGAkADQCAEIAZJBH8gBC0AAEHdAEcFQQALBEAgBC0AAEHbAEYEf0EBBSAELQAAIgdBDUYgB0EKRnILDQIgBEEBaiEEDAELCyAEQQFqIgYgBSAELQAAQd0ARgR/IAYiBEEEaiEFA0AgBCAFSQR/IAQtAAAiBkEJRiAGQSBGcgVBAAsEQCAEQQFqIQQMAQsLIAQtAABBPUYFQQALGyEFCyAFBSAECwsiBEEoaiEFA0AgBCAFSQR/IAQtAAAiBkEJRiAGQSBGcgVBAAsEQCAEQQFqIQQMAQsLIAQtAAEhBSAELQAAIgZBPUYEfyAFQT1GBH8gACABIARBAmoiAS0AAEE9RiABakEAIAIgA0EAEAEFIAVBPkYEfyAAIAEgBEECakEAIAIgA0EAEAEFIAAQCwR/QQAFIAAgASAEQQFqQQAgAiADQQEQAQsLCwUgBkEhRgR/IAVBPUYEfyAAIAEgBEECaiIBLQAAQT1GIAFqQQAgAiADQQAQAQVBAAsFIAZBOkYEfyAFQT1GBH8gABALBH9BAAUgACABIARBAmpBACACIANBARABCwUgACABIARBAWpBASACIANBARABCwUgBkEoRiAGQSxGcgR/IAIhAyAAIAEtAAAiAkEnRiACQSJGciACQeAARnJrIQUCf0EAIARBAWoiAkEBay0AAEEoRiIEIAAgARAcIgFFcQ0AGiACQTxqIQYDQCACIAZJBH8gAi0AACIHQSBGIAdBCWtBBUlyIAdBoAFGcgVBAAsEQCACQQFqIQIMAQsLIAItAAAiBkEnRiAGQSJGciAGQeAARnJFBEAgAhASIgIEfyACIAUgAUEKQQkgBBsgAxAFBUEACwwBCyAERQRAIAIgBSABQQkgAxAFDAELIAIgBSABQQogAxAHIgEEfyABEAYFQQALCwVBAAsLCwsEfyAAEBAFQQELRQuUAwECfyAALQAAQSByQeEAa0EaSQR/QQAFIAAtAABB3wBHCwRAQQAPCyAAIQEDQCAAIAFrQTJJBH8gAC0AACICQTBrQQpJIAJBIHJB4QBrQRpJciACQd8ARnIEf0EBBSAALQAAQS5GCwVBAAsEQCAAQQFqIQAMAQsLIAAtAABBKEcEQEEADwsgAEEBaiIAQRhqIQEDQCAAIAFJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIAAtAABBKUYEQEEBDwsgAC0AACIBQTBrQQpJIAFBIHJB4QBrQRpJciABQd8ARnJFBEBBAA8LIAAhAQNAIAAgAWtBMkkEfyAALQAAIgJBMGtBCkkgAkEgckHhAGtBGklyIAJB3wBGcgR/QQEFIAAtAABBLkYLBUEACwRAIABBAWohAAwBCwsgAC0AAEEsRgR/QQEFIAAtAABBKUYLBH9BAQUgAC0AAEE9RgR/IAEtAABBIHJB5ABHBUEACwR/IAEtAABBIHJB9gBHBUEACwsLogoBBX8gAiACLQAAIghBJEYiCQR/IAkFIAhBKkYLQQBHaiIKLQAAIghBIHIiCUHxAEZBASAIQTBrQQpJIAlB4QBrQRpJciAIQd8ARnIbBEBBAA8LIAQhCCACLQAAQSByQeEAa0EaSQR/IAIgA0EBEBMFQQALIgQEfyAELQAAIglBDUYgCUEKRnIgCUE7RiAJQSxGciAJQSlGciAJQf0ARnIEf0EBBSAJQQ1GIAlBCkZyCwR/QQEFIAUEf0EABSAJQQlGIAlBIEZyCwsgBxsFQQALRQRAIAIQFCEECyAEBH8gBC0AACIJQQ1GIAlBCkZyIAlBO0YgCUEsRnIgCUEpRnIgCUH9AEZyBH9BAQUgCUENRiAJQQpGcgsEf0EBBSAFBH9BAAUgCUEJRiAJQSBGcgsLIAcbBUEAC0UEQCACIAAgAS0AACIEQSdGIARBIkZyIARB4ABGcmsgA0ELIAYQHyEEC0EAIAYgBCAIchsEfyACLQAAQSByQeEAa0EaSQVBAAsEQCACIQQDQCAELQAAIgNBMGtBCkkgA0EgckHhAGtBGklyIANB3wBGcgRAIARBAWohBAwBCwsCfyAAIQhBACEAIAggASAEIAJrIgNrIglPBH9BAQUgCUEBay0AAEEuRwsgA0EoS3IEQEEBIQAFAkAgAiIGIAlGDQAgCUEHcSACQQdxRgRAA0AgCUEHcQRAQQAhACADRQ0DIAktAAAiCyAGLQAAIgxrIQAgCyAMRw0DIANBAWshAyAJQQFqIQkgBkEBaiEGDAELCwNAIANBCE8EQCAJKQMAIAYpAwBRBEAgCUEIaiEJIAZBCGohBiADQQhrIQMMAgsLCwsDQCADIgBBAWshAyAABEAgCS0AACILIAYtAAAiDGshACALIAxHDQIgCUEBaiEJIAZBAWohBgwBCwtBACEACwtBACAADQAaA0AgAiAESQRAQQAgAi0AACIAQTBrQQpJIABBIHJB4QBrQRpJciAAQd8ARnJFDQIaIAJBAWohAgwBCwsgCCABQQEQCAtFBEBBAA8LCyAEBH8gBEEBay0AAEEuRgVBAQsEf0EABSAELQAAIgBBDUYgAEEKRnIgAEE7RiAAQSxGciAAQSlGciAAQf0ARnIEf0EBBSAAQQ1GIABBCkZyCwR/QQEFIAUEf0EABSAAQQlGIABBIEZyCwsgBxsLRQRAQQAPCyAELQAAIgBBO0YgAEEsRnIgAEEpRnIgAEH9AEZyBEBBAQ8LAn8gCi0AACIAQfQARiAAQe4ARnIgBCAKayIBQQNGDQAaIABB4wBGIABB4QBGciAAQeYARnIgAUEFRg0AGiABQQZGBH8gAEHzAEYgAEHyAEZyBUEACwsEfyAEIgBBBGohAQNAIAAgAUkEfyAALQAAIgJBCUYgAkEgRnIFQQALBEAgAEEBaiEADAELCyAAECoFQQELBH8CfyAEQeQAaiEAA0AgACAESwR/IAQtAAAiAUEgRiABQQlrQQVJciABQaABRnIFQQALBEAgBEEBaiEEDAELC0EAIAQtAAAiAEHbAEYgAEEoRnIgAEH7AEZyIABB/ABGciAAQT9GciAAQSFGciAAQT1GcgR/QQEFIABBJ0YgAEEiRnIgAEHgAEZyCwR/QQEFIAQtAAEiAEEnRiAAQSJGciAAQeAARnILBH9BAQUgBC0AAiIAQSdGIABBIkZyIABB4ABGcgsNABogBC0AAEEgckHvAEcEf0EBBSAELQABQSByQfIARwsLBUEACwvLBwIJfwJ7QQAkAiAAIAFqIQkgAiADaiEKIAEgAyABIANIGyIGAn8DQCAFQRBqIAZNBEAgACAFav0ABAAgAiAFav0ABAD9I/1kQX9zQf//A3EiBwRAIAUgB2hqDAMLIAVBEGohBQwBCwsDQCAFIAZJBH8gACAFai0AACACIAVqLQAARgVBAAsEQCAFQQFqIQUMAQsLIAULIghrIQYCQANAIARBEGoiBSAGTQRAIAQgCSAEa0EQa/0ABAAgCiAEa0EQa/0ABAD9I/1kQX9zQf//A3EiB0EQdGdqIQQgBw0CIAUhBAwBCwsDQCAEIAZJBH8gCSAEa0EBay0AACAKIARrQQFrLQAARgVBAAsEQCAEQQFqIQQMAQsLCyMCQYAgRiAIQYAISXJFBEAjAkEMbEGAgJwJaiEFIwJBAWokAiAFQQA2AgAgBUEANgIEIAUgCDYCCAsgACABaiAEIgdrIQsgAiADaiAEayEMIAAgCGohBiACIAhqIQEgA0EEdCEKA0AgCyAGa0GACEsgDCABa0GACEtxBEACQANAIAEgDEkEfyABLQAAQQpHBUEACwRAIAFBAWohAQwBCwsgAUEBaiIBIAwgASAMSRsiAUEgaiAMSw0AIAsgBiIDQYBAayIEIAQgC0sbIQUgASwAAP0PIQ0gASwAD/0PIQ4CQANAIANBIGogBU0EQCAD/QAEACAN/SMgA/0ABA8gDv0j/U79ZCEJA0AgCQRAIAUiBCADIAloaiIIQSBqSQ0EIAH9AAQAIAgiBP0ABAD9I/1kQX9zQf//A3EEf0EBBSAB/QAEECAE/QAEEP0j/WRBf3NB//8DcQtFDQQgCSAJQQFrcSEJDAELCyADQRBqIQMMAQsLIAUhBAsgBCAGayIDIApLDQAgCiADayEKIAQgBUYNAiMCQYAgRgJ/IAsgBGsiAyAMIAFrIgUgAyAFSRshBUEAIQMDQCADQRBqIAVNBEAgAyAEav0ABAAgASADav0ABAD9I/1kQX9zQf//A3EiBgRAIAMgBmhqDAMLIANBEGohAwwBCwsDQCADIAVJBH8gAyAEai0AACABIANqLQAARgVBAAsEQCADQQFqIQMMAQsLIAMLIgNBgAhJckUEQCMCQQxsQYCAnAlqIQUjAkEBaiQCIAUgBCAAazYCACAFIAEgAms2AgQgBSADNgIICyADIARqIQYgASADaiEBDAILCwsjAkGAIEYgB0GACElyRQRAIwJBDGxBgICcCWohASMCQQFqJAIgASALIABrNgIAIAEgDCACazYCBCABIAc2AggLIwIL5QUBBH8gAC0AACIBQdsARgRAIABBFWohAQNAIAEgAEEBaiIASwR/IAAtAAAiAkEwa0EKSSACQSByQeEAa0EaSXIgAkHfAEZyBUEACw0ACyAALQAAQd0ARwRAQQAPCwNAIABBAWoiAC0AACIBQTBrQQpJIAFBIHJB4QBrQRpJciABQd8ARnINAAsgAEEEaiEBA0AgACABSQR/IAAtAAAiAkEgRiACQQlrQQVJciACQaABRnIFQQALBEAgAEEBaiEADAELCyAAQQFqQQAgAC0AAEE9RgR/IAAtAAFBPUcFQQALGw8LIAFB+wBGIgIEfyAAQQFqIgFBAmohAwNAIAEgA0kEfyABLQAAIgRBIEYgBEEJa0EFSXIgBEGgAUZyBUEACwRAIAFBAWohAQwBCwsgAS0AAEHnAEcFIAAtAABBJkYEf0EBBSAALQAAQSByQfMARgR/IAAtAAFB9ABGBUEACwsEf0EBBSAALQAAQcEARgR/IAAtAAFB8wBGBUEACwR/IAAtAAIiAUEgRiABQQlrQQVJciABQaABRnIFQQALCwR/QQEFIAAhASAAQQ5qIQMCfwNAIAEgA0kEfyABLQAAIgRBMGtBCkkgBEEgckHhAGtBGklyIARB3wBGcgR/QQEFIAEtAABBIEYLBUEACwRAQQEgASgCAEGgwICBAnJB49CFkwdGDQIaIAFBAWohAQwBCwtBAAsLRQsEQEEADwsgAEHIAGohAQNAIAAgAUkEQCAALQAAIgNBPUYEQCAAQQFqQQAgA0E9RgR/IAAtAAFBPUcFQQALGw8LIANBMGtBCkkgA0EgckHhAGtBGklyIANB3wBGcgR/QQEFIANBIEYgA0EJa0EFSXIgA0GgAUZyCwR/QQEFIAIEfyADQf0ARiADQfsARnIgA0E7RnIFQQALC0UEQCADQdsARyADQS5HcSADQd0AR3EgA0EmR3EgA0EqR3EEQEEADwsLIABBAWohAAwBCwtBAAvJAwEEfyAAQQpqIQQDQCAAIARJBH8gAC0AACIFQeEATyAFQSByQeEAa0EaSXEEf0EBBSAALQAAQS1GCwVBAAsEQCAAQQFqIQAMAQsLIAAtAAAiBEEnRiAEQSJGcgRAIAEEfyAALQABQSxGBH8gAEGABWohAwJ/A0AgACADSQRAQQEgASAALQAARgR/IAIEfyACIAAtAAFGBUEBCwVBAAsNAhogAEEBaiEADAELC0EACwVBAAsFQQELDwsgBEEgRiAEQQlrQQVJciAEQaABRnJFBEBBAA8LIAFFBEBBAQ8LIABBgAVqIQQDQCAEIABBAWoiAEsEQCAALQAAIQYgAEEBay0AACIFQSBGIAVBCWtBBUlyIAVBoAFGcgR/IAEgBkYEfyACIAAtAAFGBUEACwR/QQEFIAMEfyAAKAIAQfDCzZsHRgVBAAsLBUEACwRAQQEPCyAFQdwARiIHBH8gBwUgBUENRgR/IABBAmstAABB3ABGBUEACwsNASAGQQpGBEAgASAALQABRgR/IAIgAC0AAkYFQQALBH9BAQUgAwR/IAAoAgFB8MLNmwdGBUEACwsPCyAGQTtGIAZB/ABGcgRAQQAPCwwBCwtBAAvlCAEEfyAAQQFrLQAAIgFBMGtBCkkgAUEgckHhAGtBGklyIAFB3wBGcgRAQQAPCyAALQAAQSByQeIARgRAAn8gAEEFaiIBQQNqIQQDQCABIARJBH8gAS0AACIDQSBGIANBCWtBBUlyIANBoAFGcgVBAAsEQCABQQFqIQEMAQsLQQEgAS0AACIDQStGIANBJUZyIANB3ABGcgR/QQEFIANBJ0YgA0EiRnIgA0HgAEZyCw0AGgNAIAJBBEkEQEEAIAEgAmotAAAiA0Ewa0EKSSADQSByQeEAa0EaSXIgA0HfAEZyBH9BAAUgASACai0AAEErRwsEfyABIAJqLQAAQS1HBUEACwR/IAEgAmotAABBL0cFQQALDQIaIAJBAWohAgwBCwtBACABLQADQYAKai0AACABLQAAQYAKai0AAEESdCABLQABQYAKai0AAEEMdHIgAS0AAkGACmotAABBBnRyciIBQRB2IgJBIGtB3wBPDQAaIAJBOkYEf0EBBSABQQh2Qf8BcSICQSBrQd8ASQR/IAJBOkYEf0EBBSABQf8BcUEga0HfAEkLBUEACwsLBEBBASECBSAAQQVqIgFBA2ohAgNAIAEgAkkEfyABLQAAIgNBIEYgA0EJa0EFSXIgA0GgAUZyBUEACwRAIAFBAWohAQwBCwsgAUHQAGohAgNAIAEgAkkEfyABLQAAQSBLBUEACwR/IAEtAABBOkcFQQALBH8gAS0AACIDQSdGIANBIkZyIANB4ABGcgVBAQtFBEAgAUEBaiEBDAELC0EAIQICQCABLQAAQTpHBH9BAQUgAS0AAUEgTQsNACAAQQRrIQEDQCABIABBPGtPBEBBASECIAEoAgBBoMCAgQJyQeHq0cMGRg0CIAFBAWshAQwBCwtBACECCwsgAg8LIAAhAQNAIAEtAAAiAkEwa0EKSSACQSByQeEAa0EaSXIgAkHfAEZyBEAgAUEBaiEBDAELCyABQQJqIQIDQCABIAJJBH8gAS0AACIDQSBGIANBCWtBBUlyIANBoAFGcgVBAAsEQCABQQFqIQEMAQsLIAEtAAAiAUEnRiABQSJGcgR/QQEFAn8gAEEBayECIABBBmshAQNAIAEgAkkEfyACLQAAIgNBIEYgA0EJa0EFSXIgA0GgAUZyBH9BAQUgAi0AACIDQSdGIANBIkZyIANB4ABGcgsEf0EBBSACLQAAQdwARgsFQQALBEAgAkEBayECDAELCyACQRhrIQEDQCABIAJJBH8gAi0AACIDQTBrQQpJIANBIHJB4QBrQRpJciADQd8ARnIEf0EBBSACLQAAQS5GCwR/QQEFIAItAAAiA0EgRiADQQlrQQVJciADQaABRnILBUEACwRAIAJBAWshAgwBCwtBACACLQAAIgFBPUcgAUE6R3EgAUEsR3EgAUEoR3ENABogAEE8ayEAA0AgACACTQRAQQEgAigCAEGgwICBAnJB4erRwwZGDQIaIAJBAWshAgwBCwtBAAsLC+gEAQJ/IABBAWstAAAiAEEwa0EKSSAAQSByQeEAa0EaSXIgAEHfAEZyBEBBAA8LIAFBAWsiAEEFaiEBA0AgACABSQR/IAAtAABBIE0Ef0EBBSAALQAAQf8ASwsFQQALBEAgAEEBaiEADAELCyAALQAAIgJBPUYEQCAAQQFqIgBBBWohAQNAIAAgAUkEfyAALQAAQSBNBH9BAQUgAC0AAEH/AEsLBUEACwRAIABBAWohAAwBCwsgAC0AAEEgckHwAEYEf0EBBSAAEBkLDwsgAkEoRgRAIABBAWoiAUEFaiEDA0AgASADSQR/IAEtAABBIE0Ef0EBBSABLQAAQf8ASwsFQQALBEAgAUEBaiEBDAELCwUgACEBCyACQSByQeYARgRAIAAtAAFBIHJB7wBHBH9BAQUgAC0AAkEgckHyAEcLBH9BAAUgAC0AAyIBQSBGIAFBCWtBBUlyIAFBoAFGcgsEfyAAQQRqIgBBA2ohAQNAIAAgAUkEfyAALQAAIgJBIEYgAkEJa0EFSXIgAkGgAUZyBUEACwRAIABBAWohAAwBCwsgAEHQAGohAQNAIAAgAUkEfyAALQAAIgJBIEYgAkEJa0EFSXIgAkGgAUZyBUEBC0UEQCAAQQFqIQAMAQsLIAAtAAAiAUEgRiABQQlrQQVJciABQaABRnIEfyAAQQRqIQEDQCAAIAFJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIAAtAABBPUYFQQALBUEACw8LIAEtAAAiAEEnRiAAQdwARnIgAEEiRnIEf0EBBSABEBkLC+YDAQN/IABBA2ohAQNAIAAgAUkEfyAALQAAIgJBIEYgAkEJa0EFSXIgAkGgAUZyBUEACwRAIABBAWohAAwBCwsgAC0AAEEgckH3AEYEQCAALQABQSByQekARg8LIAAtAABBIHJB4gBHBH9BAQUgAC0AAUEgckH5AEcLBH9BAAUgAC0AAiIBQSBGIAFBCWtBBUlyIAFBoAFGcgtFBEBBAA8LIABBA2oiAEEDaiEBA0AgACABSQR/IAAtAAAiAkEgRiACQQlrQQVJciACQaABRnIFQQALBEAgAEEBaiEADAELCyAALQAAIgFBIHJB4QBrQRpPBEAgAUEnRiABQdwARnIgAUEiRnIEf0EBBSAALQAAQSRGCw8LIAAtAABBIHIhAiAAQT5qIQMDQCAAIANJBH8gAC0AACIBQTBrQQpJIAFBIHJB4QBrQRpJciABQd8ARnIEf0EBBSAALQAAQSNGCwR/QQEFIAAtAABBJEYLBUEACwRAIAAtAABBMGtBCkkEQEEBDwsgAEEBaiEADAELCyAALQAAIgFBJ0YgAUHcAEZyIAFBIkZyBH9BAQUgAC0AAEEmRgsEf0EBBSAALQAAIgBBIEYgAEEJa0EFSXIgAEGgAUZyBH8gAkHwAEYgAkH2AEZyBUEACwsLhgQBBX8gACEBIABBPWohAgNAIAAgAkkEfyAALQAAIgRBMGtBCkkgBEEgckHhAGtBGklyIARB3wBGciAEQS5GciAEQcAARnIgBEEtRnIFQQALBEAgAEEBaiEADAELCyAAIAFGBH9BAQUgAC0AAEEgRwsEQEEADwsgAEEBaiEAA0AgA0ECSARAIABBBWpBACAAKQMAQqDAgIGChIiQIIRC/////w+DQvLesasGUQR/IAAtAARBIEYFQQALGyIBBH9BAAUgACkDAEKgwICBgoSIkCCEQvDkpbOXjduy5wBRCwR/IAAtAAhBIHJB5QBGBUEACwR/IAAtAAlBIEYFQQALBEAgAEEKaiEBCyABBH8gASECIAFBH2ohBANAIAEgBEkEfyABLQAAIgVBMGtBCkkgBUEgckHhAGtBGklyIAVB3wBGcgR/QQEFIAEtAABBLUYLBUEACwRAIAFBAWohAQwBCwsgAUEBakEAIAEgAksEfyABLQAAQSBGBUEACxsFQQALIgEEQCABIQALIANBAWohAwwBCwsgAEEJakEAIAApAwBCoMCAgYKEiJAghELwws2b9+6bueQAUQR/IAAtAAhBIEYFQQALGwR/QQEFIABBB2pBACAAKQMAQqDAgIGChIiQIIRC////////P4NC88qNk9eMHVEEfyAALQAGQSBGBUEACxtBAEcLC7gFAQN/IAEtAAAiAkHbAEYgAkEoRnIgAkH7AEZyBEAgARAJDwsgAkEiRgRAIAFBAWsQCQ8LIAFBAWsiAi0AAEENRgRAIAJBAWshAgsgAi0AAEH7AEYEQCACEAkPCyACLQAAQTpGBEAgAkEBaiICQQVqIQQDQCACIARJBH8gAi0AACIDQSBGIANBCWtBBUlyIANBoAFGcgVBAAsEQCACQQFqIQIMAQsLIAItAAAiA0HbAEYgA0EoRnIgA0H7AEZyBEAgAhAJDwsgAigCAEGgwIABckH///8HcSICQeTSjQNGIAJB4eTJA0ZyIAJB7cLBA0ZyIAJB7srdA0ZyBEBBAQ8LCyAAQQFrIgAtAABB2wBGBH8gAEEBayIAQQhrBSAAQR5rIQIDQCAAIAJLBH8gAC0AACIDQTBrQQpJIANBIHJB4QBrQRpJciADQd8ARnIEf0EBBSAALQAAQS1GCwVBAAsEQCAAQQFrIQAMAQsLIABBKGsLIQIDQCAAIAJLBH8gAC0AACIDQQlGIANBIEZyBUEACwRAIABBAWshAAwBCwsgAC0AAEEKRgR/QQAFIAAtAAALBH9BAAUCfyABQQFqIgBBPGohAQNAIAAgAUkEfyAALQAAIgJBCUYgAkEgRnIFQQALBEAgAEEBaiEADAELC0EBIAAtAAAiAUENRiABQQpGciABQSNGciABQTtGcg0AGiABQS1GBEAgAEEBaiIAQQRqIQEDQCAAIAFJBH8gAC0AACICQQlGIAJBIEZyBUEACwRAIABBAWohAAwBCwsLQQAgABAaIgBFDQAaIABBCGohAQNAIAAgAUkEfyAALQAAIgJBCUYgAkEgRnIFQQALBEAgAEEBaiEADAELCyAALQAAQTpGBH9BAQUgAC0AAEE9RgsEfyAALQABIgBBCUYgAEEgRnIFQQALCwsLmAQBBH8gAEEHaiIBQTxqIQIDQCABIAJJBH8gAS0AACIDQQlGIANBIEZyIANBCkZyIANBDUZyBUEACwRAIAFBAWohAQwBCwsgAC0AAEHtAEYEQCABLQAAQSJGBH9BAQUgAS0AAEEnRgsEQCABQaAGaiECAkADQCABIAJJBEBBASEAIAEtAABB8wBGBH8gAS0AAUH3AEYFQQALDQIgAUEBaiEBDAELC0EAIQALIAAPCyABIQIgAUH5AGohBANAIAEgBEkEfyABLQAAIgNBMGtBCkkgA0EgckHhAGtBGklyIANB3wBGcgR/QQEFIAEtAABBLkYLBH9BAQUgAS0AAEE6RgsEf0EBBSABLQAAQS1GCwVBAAsEQCABQQFqIQEMAQsLIAEgAkYEf0EABSABLQAAIgJBCUYgAkEgRnIgAkEKRnIgAkENRnILRQRAQQAPCyABQTxqIQIDQCABIAJJBH8gAS0AACIDQQlGIANBIEZyIANBCkZyIANBDUZyBUEACwRAIAFBAWohAQwBCwsLIAEtAAAiAkEnRyACQSJHcQRAIAEvAQAiAUH15gFHIAFB7N4BR3EgAUHhxgFHcSABQfDCAUdxIAFB8N4BR3EEQEEADwsLIABBB2oiAEGgBmohAgJAA0AgACACSQRAQQEhASAALQAAQfMARgR/IAAtAAFB9wBGBUEACw0CIABBAWohAAwBCwtBACEBCyABC5IHAgx/An4gAUEEaygCAEGgwICBAnJB88KxowdGBEBBASEEBSABQQFrIAEgASAAa0EDSwR/IAFBAWstAABBIHJB8wBGBUEACxsiAkEDayEGAkAgAiAAa0EDSQR/QQAFIAYoAgBBoMCAAXJB////B3FB68rlA0YLRQ0AQQEhBCAAIAZGDQAgBkEBay0AACICQS1GIAJBLkZyIAJBJEZyIQQLCyAEBEBBAA8LQQEhDANAIAAgAUkEQCAALQAAIgJBMGtBCkkgAkEgckHhAGtBGklyRQRAIABBAWohAAwCCyAAIgJBAWohAANAIAAgAUkEfyAALQAAIgRBMGtBCkkgBEEgckHhAGtBGklyBUEACwRAIAAtAABBwQBrQRpJBH8gAEEBay0AAEHBAGtBGkkEfyAAQQFqIAFJBH8gAC0AAUHhAGtBGkkFQQALBUEBCwVBAAtFBEAgAEEBaiEADAILCwsgAiAAIAJrEBsiBEEQcQR/QQEFIAtFIARBCHFBAEdxCwRAQQEPCyACIQYDQCAAIAZLBH8gBi0AAEEwa0EKSQVBAAsEQCAGQQFqIQYMAQsLIAAgBkYhBiALQQBHIg0EfyAGBH9BAQUgBEEEcQR/QQEFIAAgAmsiDUEBRgR/IAItAABBIHJB4QBrQRpJBSANQQJGBH8gAi0AAEEgckH2AEYFQQALBH8gAi0AAUEwa0EKSQVBAAsLCwsFIA0LBH9BACAKQQAgBSAGGxsFIAQhCCADIQkgC0UhDCAAIAIiB2sLIQogBiEFIAQhAyALQQFqIQsMAQsLIApFIAhBAXFyBEBBAQ8LIApBA0YEf0EBBSAKQQRGBH8gBy0AA0EgckHzAEYFQQALCwR/IAcoAgBBoMCAAXJB////B3FB68rlA0YFQQALBEAgCUECcUEARyAMcg8LIAhBIHEEQEEADwsgByAKaiEAA0AgACAHQQFqSwR/IABBAWstAABBMGtBCkkFQQALBEAgAEEBayEADAELCyAHIAAgB2sQG0HAAHEEf0EBBSAAQQFrIgEgACABLQAAQSByQfMARhsiAEEIaykDAEKgwICBgoSIkCCEIQ5BCCAAIAdrIgAgAEEISxshAUEDIQACfwNAIAAgAU0EQEEBIA5CCCAArX1CA4aIQpX4qfqXt96bnn9+QjKIIg9CA4inQYCgB2otAAAgD0IHg6d2QQFxDQIaIABBAWohAAwBCwtBAAsLRQupBAEEfyAAIgFB7AFrIQQCQANAIAEgBEsEQCABQQFrIgItAABBCkYNAiACIQEMAQsLQQAhAQsgASICRQRAQQAPCwNAIAAgAksEfyACLQAAIgFBCUYgAUEgRnIFQQALBEAgAkEBaiECDAELCyAAIAJLBH8CfyACLQAAIgFBJ0YgAUEiRnIEQCABIAItAAFGDAELIAFBIHJB8gBGBEAgAi0AAUEgckHlAEYMAQsgAUEvRiABQSNGciABQSpGciABQS1GciABQTtGciABQTxGciABQSVGcgsFQQALBEBBAA8LA0AgACACSwRAIAItAAEhASACLQAAIgRBL0YEfyABQSpGIAFBL0ZyBUEACwRAQQAPCyAEQSNGBH8gAkEBay0AAEEgRgVBAAsEQEEADwsgBEHcAEYEQCABQS9GBEBBAA8LIAJBAWohAgUgAwR/IANBACADIARHGwUgAyAEIARBJ0YiASAEQSJGciAEQeAARnIEfyABBH8gAkEBay0AAEEgckHhAGtBGkkEfyACLQABQSByQeEAa0EaSQVBAAsEfyACQQFrLQAAIgNBIHIiBEHiAEYiAUUEQCAEQfIARiEBCyABRQRAIARB9QBGIQELIAFFBEAgBEHmAEYhAQsgAUUEQCADQc4ARiEBCyABIANBxQBGIAEbBH8gAkECay0AAEEgckHhAGtBGkkFQQELBUEACwVBAAsFQQELGwshAwsgAkEBaiECDAELCyADRQuXBQEFfyAAIgFBCmshAgNAIAEgAksEfyABQQFrLQAAQSByQeEAa0EaSQR/QQEFIAFBAWstAABB3wBGCwVBAAsEQCABQQFrIQEMAQsLIAFBAWsiAS0AACICQSJHBH8gAkEnRwVBAAsEQEEADwsgAUEBayICQTxrIQEDQCABIAJJBH8gAi0AACIDQSBGIANBCWtBBUlyIANBoAFGcgVBAAsEQCACQQFrIQIMAQsLIAItAAAiAUEsRyABQfsAR3EEQEEADwsgAEEHaiIBQQRqIQMDQCABIANJBH8gAS0AACIEQSBGIARBCWtBBUlyIARBoAFGcgVBAAsEQCABQQFqIQEMAQsLIAEtAAAiBEEnRiAEQSJGciAEQeAARnJFBEAgBEHcAEYPCwNAIAItAAAiA0H7AEcEQCADQf0ARgRAQQAPCyAAIAJrQbQBSwR/QQEFIAItAAAiA0EnRiADQSJGciADQeAARnIEfyACQQJrLQAAQSByIgNB7QBGIAJBAWstAABBIHIiBUHlAEZxBH9BAQUgA0HlAEYgBUH5AEZxCwVBAAsLBEBBAQ8LIAJBAWshAgwBCwsgBCABLQABRgRAIAQgAS0AAkYPCwNAIAQgAUEBaiIBLQAAIgJHBEAgASAAa0G0AUshAyACQdwARgR/QQEFIAEtAABBCkYLIANyBEBBAQ8LDAELCyABQQFqIQEDQCABLQAAIgJB/QBHIAJB+wBHcQRAIAEgAGtBtAFLBH9BAQUgAS0AACICQSdGIAJBIkZyIAJB4ABGcgR/IAFBAmstAABBIHIiAkHtAEYgAUEBay0AAEEgciIDQeUARnEEf0EBBSACQeUARiADQfkARnELBUEACwsEQEEBDwsgAUEBaiEBDAELC0EAC8UTAQJ/AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkAgAA4PAAECAwQFBgcICQoLDA0ODwsgA0HYBGohAAJAA0AgACADSwRAQQAhASADLQAAIgRB/QBGIARB+wBGcg0CQQEhASAEQeUARgR/IAMoAgBB5djNqwZGBUEACw0CIANBAWohAwwBCwtBACEBCyABBH8CfyACQTRrIQMDQCADIAJBAWsiAkkEQEEAIAItAAAiAEEKRg0CGiAAQT1HIABBOkdxDQEgAiIAQQRrIQEDQCAAIAFLBH8gAEEBay0AACIEQSBGIARBCWtBBUlyIARBoAFGcgVBAAsEQCAAQQFrIQAMAQsLIABBAWsiASAAIAEtAABBIkYEf0EBBSAAQQFrLQAAQSdGCxsiBCIAQT1rIQUDQCAAIAVLBH8gAEEBay0AACIBQTBrQQpJIAFBIHJB4QBrQRpJciABQd8ARnIEf0EBBSAAQQFrLQAAQS5GCwR/QQEFIABBAWstAABBLUYLBUEACwRAIABBAWshAAwBCwtBASAAIARJBH8gACAEEAwFQQALDQIaDAELC0EACwVBAAsPCyADQawCaiEAAn8DQCAAIANLBEAgAy0AAEH9AEYEQCADQQFrLQAAIgBBJ0YgAEEiRnIgAEHgAEZyDAMLIANBAWohAwwBCwtBAAsPCyADQQRqIQADQCAAIANLBH8gAy0AACIBQSBGIAFBCWtBBUlyIAFBoAFGcgVBAAsEQCADQQFqIQMMAQsLIAMtAAAiAEHcAEYEf0EBBSAAQSdGIABBIkZyIABB4ABGcgR/IAAgAy0AAUcEf0EBBSAAIAMtAAJGCwVBAAsLDwsgAxAyDwsgAUEARyEBAn8gA0EBay0AACIAQdsARiAAQShGcgRAIANBAWogAyADLQAAIgBBIEYgAEEJa0EFSXIgAEGgAUZyGyABEA0MAQsgA0EBayADIABBIEYbIgIhAANAIAAgAkEMakkEfyAALQAAIgNBJ0YgA0EiRnIgA0HgAEZyBUEBC0UEQCAALQAAQShGBEAgAEEBaiIALQAAIQIgAEEBaiAAIAJBIEYgAkEJa0EFSXIgAkGgAUZyGyABEA0MAwsgAEEBaiEADAELCyACLQABIQAgAi0AAEEgRgR/IABBJ0YgAEEiRnIgAEE6RnIFQQALBH8gAkEBaiABEA0FQQALCw8LIAIQOQ8LIANBAWogAyADLQAAQSByQfMARhsiAy0AAEHcAEYEQCADQQFqIQMLIANBA2ohAANAIAAgA0sEfyADLQAAQSJGBH9BAQUgAy0AAEEnRgsEf0EBBSADLQAAQd0ARgsEf0EBBSADLQAAQSlGCwVBAAsEQCADQQFqIQMMAQsLIANBA2ohAANAIAAgA0sEfyADLQAAIgFBIEYgAUEJa0EFSXIgAUGgAUZyBUEACwRAIANBAWohAwwBCwsCf0EAIAMtAAAiAEE9RyAAQTpHcSAAQSxHcQ0AGiADQYwBaiEAA0AgACADQQFqIgNLBEBBASADLQAAQT1GDQIaDAELC0EACw8LAn8gA0EBaiADIAMtAABB3ABGGyIALQAAIgFBJ0YgAUEiRnIgAUHgAEZyBEAgAEEBaiEACyAAQQRqIQEDQCAAIAFJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLQQAgAC0AACIBQTpHBH8gAUE9RwVBAAsNABogAEEBaiIALQAAQT5GBEAgAEEBaiEACyAAQRRqIQEDQCAAIAFJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIABBAWogACAALQAAQSByIgBB9QBGIABB4gBGchsiAC0AAEHcAEYEQCAAQQFqIQALIABBAWogACAALQAAIgFBJ0YgAUEiRnIgAUHgAEZyGy0AAEEgciIAQeUARiAAQfIARnIgAEHvAEZyIABB4QBGcgsPCyACQTBqIQACfwNAIAAgA08EQEEAIAMtAAAiAUEKRg0CGgJAIAFB0wBHDQAgAy0AASIBQcMARyABQcEAR3EgAUHOAEdxIAFBzwBHcSABQdUAR3EgAUHYAEdxDQAgAy0AAiIBQTJrQQZJIAFBwQBrQRpJcgR/IAMtAAMiAUEya0EGSSABQcEAa0EaSXIFQQALRQ0AQQQhAANAIABBOkkEQEEAIAAgA2otAAAiAUEya0EGSSABQcEAa0EaSXJFDQUaIABBAWohAAwBCwtBAQwDCyADQQFqIQMMAQsLQQALDwsCfyADQQFrIgAtAABB3QBGBEAgAEEBaiIAQRRqIQEDQCAAIAFJBH8gAC0AACICQQlGIAJBIEZyBUEACwRAIABBAWohAAwBCwsgAC0AACIAQQ1GIABBCkZyDAELIAAtAAAiAUEnRiABQSJGciABQeAARnIEQCAAQQFqIgBBBGohAQNAIAAgAUkEfyAALQAAIgJBCUYgAkEgRnIFQQALBEAgAEEBaiEADAELCwtBACAALQAAIgFBPUcgAUE6R3ENABogAEEBaiIAQQFqIAAgAUE9RgR/IAAtAABBPkYFQQALGyIAQQRqIQEDQCAAIAFJBH8gAC0AACICQQlGIAJBIEZyBUEACwRAIABBAWohAAwBCwsgAC0AACIAQSNGIABB+wBGciAAQQpGciAAQQ1GcgsPCyACIANBAWsQMw8LIAIQNA8LIAMhASADQT1qIQADQCAAIANLBH8gAy0AACICQTBrQQpJIAJBIHJB4QBrQRpJciACQd8ARnIEf0EBBSADLQAAQS1GCwVBAAsEQCADQQFqIQMMAQsLIAMtAABBIkYEfyADQQFqIgBBBGohAgNAIAAgAkkEfyAALQAAIgRBIEYgBEEJa0EFSXIgBEGgAUZyBUEACwRAIABBAWohAAwBCwsgAC0AAEH7AEYFQQALBH8gASADEAwFQQALDwsgAxAxDwsgA0GABWohACADQQxqIQECfwNAIAMtAAAiAkH8AEcEQEEAIAAgA00NAhogAkEKRyABIANLcgR/IAMFIANBA2ohAgNAIAIgA0sEfyADLQAAIgRBIEYgBEEJa0EFSXIgBEGgAUZyBUEACwRAIANBAWohAwwBCwtBACADLQAAQfwARw0DGiADQQFrC0EBaiEDDAELCwNAIAAgA0sEQEEBIAMoAgAiAUHz5t2jBkYgAUHz6pH7BkZyIAFB68KR6wZGciABQeHIkasHRnINAhpBASABQe/WlfMGRiABQebSsasGRnIgAUH0yKXzBkZyIAFB//8DcUHmyAFGcg0CGiADQQFqIQMMAQsLQQALDwtBAQv3AgEGfyAAQQFrIQEgAEGhAWshBANAIAIgA3FFIAEgBEtxBEACQCACRSABLQAAIgBBIkZxBEBBASECBSADRSAAQSdGcUUNAUEBIQMLIAFBAWsiAEEEayEFA0AgACAFSwR/IAAtAAAiBkEgRiAGQQlrQQVJciAGQaABRnIFQQALBEAgAEEBayEADAELCyAALQAAQT1HDQAgAEEEayEFA0AgACAFSwR/IABBAWstAAAiBkEgRiAGQQlrQQVJciAGQaABRnIFQQALBEAgAEEBayEADAELCyAAQQJrLQAAIgVBIHIhBgJ/IAVBIEYgBUEJa0EFSXIgBUGgAUZyIABBAWstAABBIHIiAEHuAEYNABogBkH0AEYgBkHlAEZyIABB+QBGDQAaIABB5QBGBH8gBkHwAEYgBkHtAEZyBUEACwR/QQEFIAZB6QBGIABB5ABGcQsEf0EBBSAGQeUARiAAQfIARnELCwRAQQEPCwsgAUEBayEBDAELC0EAC74FAgd/AX4jDSEEIwAhA0GA6BchAUGA6BchBgNAIAQgBksEQCABIAYtAAIgAyAGLwEAIgJqKAIAQaDAgIECckGx893xeWxBEXYtAIAQcSIAQRB0IAJyNgIAIAEgAEEAR0ECdGohASAGQQRqIQYMAQsLIAEhACMAIQRBgOgXIQFBgOgXIQYDQCAAIAZLBEAgASAEIAYvAQAiA2opAwBCoMCAgYKEiJAghCIHQpX4qfqXt96bnn9+QiCIp0EPdiICQQN2QYDQAmotAAAgAkEHcXZBAXEgB0KAgNTgp+nf3PkAfkIgiKdBD3YiAkEDdkGA0AJqLQAAIAJBB3F2QQFxQQF0ckEEciAGLQACIgIgAkEDdnJxIgJBEHQgA3I2AgAgASACQQBHQQJ0aiEBIAZBBGohBgwBCwsgASQNIw4hAyMAIQJBgOgaIQZBgOgaIQEDQCABIANJBEAgBiABLwEAIgA7AQAgBiAAIAJqKAIAQaDAgIECckGx893xeWxBEXYiAEEDdkGA0ANqLQAAIABBB3F2QQFxQQJ0aiEGIAFBBGohAQwBCwsgBiQOIw8hBCMAIQNBgLgYIQFBgLgYIQYDQCAEIAZLBEAgASAGLwEAIgIgBi0AAiIAQRB0cjYCACABIAIgA2pBAmsoAgBB////B3FBoMCAAXJBsfPd8XlsQRN2LQCAkAIgAHFBAEdBAnRqIQEgBkEEaiEGDAELCyABJA8jECEFIwAhBEGAmBohBkGAmBohAQNAIAEgBUkEQCAGIAEvAQAiADsBACAGIAAgBGoiAy0AAEGADGotAAAiAiADLQABQYAMai0AACIAQQF2cSADLQACQYAMai0AACIGQQJ2cUEBcSACQQN2IABBBHZxIAZBA3ZxIAMtAANBgAxqLQAAQQR2cUEBcXJBAnRqIQYgAUEEaiEBDAELCyAGJBALjAIBAXsgACQJIAMkDEEAJARBACQRQQAkEyAAIAJqIQIgACABaiQAA0AjACACSQRAIwBBgIACIAIjAGsiACAAQYCAAksbQT9qQQZ2IgBBBnRqIgH9AAQAIQQgAUGAA2ohAwNAIAMgAUEQaiIBSwRAIAQgAf0ABAD9UCEEDAELCyAE/VMEQCMAIABBBWoQJAUjACAAECQgACEBA0AgASAAQQVqSARAIAFBA3RBgIMXakIANwMAIAFBgLoiakEAOgAAIAFBAWohAQwBCwsLQQAhAQNAIAAgAUoEQCABIAFBIGoiASAAIAAgAUobEDwQOhA9ED8MAQsLIxEEQEF/DwsjAEGAgAJqJAAMAQsLIwQLrgcCCn8CfkGA6BchA0GA6BohBUGAuBghAkGAmBohBiAAIQQDQCABIARKBEAgBEEGdCIHQYCA/AFBgIAcIARBgLoiaikDAEL///////8/g0IAUhtyIQkgAyAEQQN0IggpA4CgFiIMe6dBAnRqIQADQCADIAkgDHqnajYCACADIAkgDCAMQgF9gyIMeqdqNgIEIAMgCSAMIAxCAX2DIgx6p2o2AgggAyAJIAwgDEIBfYMiDHqnajYCDCADQRBqIAkgDCAMQgF9gyIMeqdqNgIAIAMgCSAMIAxCAX2DIgx6p2o2AhQgAyAJIAwgDEIBfYMiDHqnajYCGCADIAkgDCAMQgF9gyIMeqdqNgIcIAwgDEIBfYMhDCAAIANBIGoiA0sNAAsgACEDIAUiACAIKQOAwRYiDHunQQJ0aiEFA0AgACAHIAx6p2o2AgAgACAHIAwgDEIBfYMiDHqnajYCBCAAIAcgDCAMQgF9gyIMeqdqNgIIIAAgByAMIAxCAX2DIgx6p2o2AgwgDCAMQgF9gyEMIAUgAEEQaiIASw0ACyAHQYCABHIhCSACIgAgCCkDgKQXIgx7p0ECdGohAgNAIAAgCSAMeqdqNgIAIAAgCSAMIAxCAX2DIgx6p2o2AgQgACAJIAwgDEIBfYMiDHqnajYCCCAAIAkgDCAMQgF9gyIMeqdqNgIMIAwgDEIBfYMhDCACIABBEGoiAEsNAAsgCCkDgMUXIgxCAFIEQCAHQQJqQYCACHIhCSAMIQ0gB0GAgBByIQogAiIAIAx7p0ECdCILaiECA0AgACAKIAx6p2o2AgAgACAKIAwgDEIBfYMiDHqnajYCBCAAIAogDCAMQgF9gyIMeqdqNgIIIAAgCiAMIAxCAX2DIgx6p2o2AgwgDCAMQgF9gyEMIAIgAEEQaiIASw0ACyALIAIiAGohAgNAIAAgCSANeqdqNgIAIAAgCSANIA1CAX2DIgx6p2o2AgQgACAJIAwgDEIBfYMiDHqnajYCCCAAIAkgDCAMQgF9gyIMeqdqNgIMIAwgDEIBfYMhDSACIABBEGoiAEsNAAsLIAYiACAIKQOA4hYiDHunQQJ0aiEGA0AgACAHIAx6p2o2AgAgACAHIAwgDEIBfYMiDHqnajYCBCAAIAcgDCAMQgF9gyIMeqdqNgIIIAAgByAMIAxCAX2DIgx6p2o2AgwgDCAMQgF9gyEMIAYgAEEQaiIASw0ACyAEQQFqIQQMAQsLIAMkDSAFJA4gAiQPIAYkEAuIBAIIfwF+QYC4GyEAQYDoFyEBIw0hBQNAIAEgBUkEQCMAIAEvAQBqIgIpAwBCoMCAgYKEiJAghCEIIAIoAgBB////B3FBoMCAAXJBsfPd8XlsIAhClfip+pe33puef35CIIinQRV2QQF0QYCQBGovAQBBACABLQACIgNBAXFrcSEEIAAgAjYCACAAIAQ2AgQgCEKAgNTgp+nf3PkAfkIgiKdBFXZBAXRBgLAEai8BAEEAIANBAnFBAXZrcSEHIAAgBEEAR0EDdGoiACACNgIAIAAgBzYCBEEVdkEBdEGA0ARqLwEAQQAgA0EEcUECdmtxIQMgACAHQQBHQQN0aiIAIAI2AgAgACADNgIEIAAgA0EAR0EDdGohACABQQRqIQEMAQsLQYDoGiEBIw4hAgNAIAEgAkkEQCMAIAEvAQBqIgMoAgBB////B3FBoMCAAXJBsfPd8XlsQRV2QQF0QYDwA2ovAQAhBCAAIAM2AgAgACAENgIEIAAgBEEAR0EDdGohACABQQRqIQEMAQsLQYC4GCEBIw8hAgNAIAEgAkkEQCABLQACQQF2QQx0QYDwBGojACABLwEAakECayIDKAIAQf///wdxQaDAgAFyQbHz3fF5bEEVdkEBdGovAQAhBCAAIAM2AgAgACAENgIEIAAgBEEAR0EDdGohACABQQRqIQEMAQsLIAAkFAvtCQEFfyAALQAMIQUgAC0ADSEGIAAtAA4hBCAALQAPIQcCQAJAAkACQAJAAkACQAJAAkACQAJAAkAgAC0AAkECaw4LAAECAwQFBgcICQoLCyACIwBrIgBB4AFqQQZ2IQECf0EBIABBBnYiA0EDdEGAgxdqKQMAIABBP3GtiEIAUg0AGiADQQFqIQADQCAAIAFNBEBBASAAQQN0QYCDF2opAwBCAFINAhogAEEBaiEADAELC0EACwR/IAIgBSAGIAQgBxAYBUEACw8LIAIgBSAGIAQgBxAYDwsgBEECdCACaiEAAn8DQCAAIAJLBEBBASAFIAItAABGBH8gBgR/IAYgAi0AAUYFQQELBUEACw0CGiACQQFqIQIMAQsLQQALDwsjCSABIwwQSQ8LIAFBiQNqIQQgAUEDaiECAkADQCACIARJBEBBASEAIAIgAWtBFksgA3IgAi0AACIFQcAARnENAiAFQTpGBEBBASEDBUEAIQAgBUEvRiAFQSBNciAFQTxGciAFQT5GcgR/QQEFIAVBJ0YgBUEiRnIgBUHgAEZyCw0DCyACQQFqIQIMAQsLQQAhAAsgAA8LIAFBAWshAEEAIQIDQCACQQNIBH8gAC0AACIDQSBNIANB/wBLcgVBAAsEQCAAQQFrIQAgAkEBaiECDAELCwJ/QQEgAC0AAEE7Rg0AGiABQQNqIQADQCAAIAFBFmpJBH8gAC0AAEE9RwVBAAsEQCAAQQFqIQAMAQsLIAAiAkEBaiEAQQAgAi0AAEE9Rw0AGkEAIQIDQCACQQNIBH8gAC0AACIDQSBNIANB/wBLcgVBAAsEQCAAQQFqIQAgAkEBaiECDAELCyABQdgEaiEBA0AgACABSQR/IAAtAABBCkcFQQALBEBBASAALQAAQTtGDQIaIABBAWohAAwBCwtBAAsPCyMMQRBxQQBHIQAgAS0ABUE6RgR/IAAEfwJ/IAEiAEEKayECA0AgACACSwR/IABBAWstAABBIHJB4QBrQRpJBH9BAQUgAEEBay0AAEHfAEYLBUEACwRAIABBAWshAAwBCwsgAEEBayIAQdAAayECA0AgACACSwR/IAAtAAAiA0EJRiADQSBGcgR/QQEFIAAtAABBLUYLBUEACwRAIABBAWshAAwBCwtBACAALQAAIgBBAEcgAEEKR3ENABogAUEGaiIAQShqIQEDQCAAIAFJBH8gAC0AACICQQlGIAJBIEZyBUEACwRAIABBAWohAAwBCwsgAC0AACIAQSNHBH8gAEHAAEcEfyAAQSVHBH8gAEE+RwR/IABB/ABHBH8gAEEhRwR/IABBKkcEfyAAQSZHBH8gAEHdAEcEfyAAQdsARwR/IABB/QBHBH8gAEH7AEcEfyAAQSBGIABBCWtBBUlyIABBoAFGcgVBAQsFQQELBUEBCwVBAQsFQQELBUEBCwVBAQsFQQELBUEBCwVBAQsFQQELBUEBC0ULBUEACwUgARA3Cw8LIAEgAhAwDwsgARAvDwsgAiAFIAYgB0EARxAuDwsgBSAGIAEgAhA4DwsgAiAFaiEAAn8DQCAAIAJLBEBBACACLQAAQYAOai0AACAGcUUNAhogAkEBaiECDAELC0EBCwR/An8DQCAEBEBBACABQQFrIgEtAABBgA5qLQAAIAdxRQ0CGiAEQQFrIQQMAQsLQQELBUEACwvwBQEKf0GAuBshAiMUIQUDQCACIAVJBEAgAigCACEGIAIoAgRBFGxBgMIHaiEAA0AgACgCECAGIAAsAAZqKAIAQaDAgIECciAALQAHIgd0RgRAAkAjDEF/cyAALQADIghBAXZxDQAgAC0AASEDIAYgAC0AAGsiCSMJa0EASAR/QQAFIAAoAgghBEEAIQEgCEEBcQRAA0AgASADSQR/IAEgCWotAAAgASAEai0AAEYFQQALBEAgAUEBaiEBDAELCwUDQCABIANJBH8gASAEai0AACABIAlqLQAAIghBIHIgCCAIQcEAa0EaSRtGBUEACwRAIAFBAWohAQwBCwsLIAEgA0YLRQ0AIAAgCSADIAlqED5FDQAjBEGAgBBOBEBBASQRDAELIwRBA3RBgMAiaiIBIAAvAQQ2AgAgASAJIwlrNgIEIwRBAWokBAsLIABBFGohACAHQSBxRQ0ACyACQQhqIQIMAQsLQYCYGiEAIxAhAwNAIAAgA0kEQCMAIAAvAQBqIgQiAiIBQQxqIQUCQAJ/A0AgASAFSQRAQQAgAS0AA0GACmotAAAgAS0AAEGACmotAABBEnQgAS0AAUGACmotAABBDHRyIAEtAAJBgApqLQAAQQZ0cnIiBkEQdiIHQQlrQQJJIAdBIGtB3wBJciAHQQ1GcgR/IAZBCHZB/wFxIgdBCWtBAkkgB0Ega0HfAElyIAdBDUZyBUEACwR/IAZB/wFxIgZBCWtBAkkgBkEga0HfAElyIAZBDUZyBUEAC0UNAhogAUEEaiEBDAELC0EBCwR/QQEFIAJBDGohAQJ/A0AgASACSwRAIAItAAEhBUEAIAItAABBMmtBBk8Ef0EBBSAFQTBrQQpPBH8gBUEgckHhAGtBBk8FQQALCw0CGiACQQJqIQIMAQsLQQELC0UNACMEQYCAEE4EQEEBJBEMAQsjBEEDdEGAwCJqIgFB//8DNgIAIAEgBCMJazYCBCMEQQFqJAQLIABBBGohAAwBCwsLowQBB38gACEEQRohA0EaIQJBASEHQQAkA0EAJAZBACQFQQAkB0EAJAhBACQKQQAkEkEBJAsgAEGgAWohCANAIAAgCEkEQAJAAn8gAC0AACIGQSByQeEAayIFQRpJBEAjCiADQRtsIAJqQRpsIAVqIgNBAXZBgNQFai0AACIHQQ9xIAdBBHYgA0EBcRtBCGtqJAogAiEDIAUhAiAGQeEATwRAIwhBAWokCAUjB0EBaiQHC0EADAELIAEEfyAGQTBrQQpJIAZBIHJB4QBrQRpJciAGQd8ARnIgBkEtRnIgBkEuRnIgBkEvRnIgBkE6RnIgBkHAAEZyIAZBJUZyIAZBKkZyIAZBK0ZyIAZBJEZyIAZBI0ZyIAZBPUZyIAZB/gBGciAGQd4ARnJFBSAGQSdGIAZBIkZyIAZB4ABGcgsNASAGQdwARiAGQSBrQd8AT3IEQEEADwtBGiECQRohAyAGQTBrQQpJBEAjBUEBaiQFBSAGQSBGBEAjBkEBaiQGBSMDQQFqJAMLCyAGQSlGIAZBKEZyIAZB2wBGciAGQd0ARnIgBkH7AEZyIAZB/QBGciAGQTxGciAGQT5GcgRAQQEkEgsgBwR/QQEFIAZB3wBHIAZBLUdxIAZBLkdxIAZBIEdxCwRAQQAkCwtBAQshByAAQQFqIQAMAgsLCyAAIARrJAFBACMDIwZqIAcbRQRAQQAkCwtBACAAIwFFIAAgBGtBoAFGchsL8wMBA38jBkEDTwR/IwMjByMFamoFQQELRQRAQQEPCyABIABrQQZPBH8gACICQQNqIQRBAiEDA0AgAiAESQRAIAItAABBIHIgA0EDdCADQQV2c3NBsfPd8XlsIQMgAkEBaiECDAELCyADQRV2IgJBA3ZBgLAHai0AACACQQdxdkEBcQVBAAsEfyAAQQFqIgJBA2ohBEECIQMDQCACIARJBEAgAi0AAEEgciADQQN0IANBBXZzc0Gx893xeWwhAyACQQFqIQIMAQsLIANBFXYiAkEDdkGAsAdqLQAAIAJBB3F2QQFxBH9BAQUgAEEDaiICQQNqIQRBAiEDA0AgAiAESQRAIAItAABBIHIgA0EDdCADQQV2c3NBsfPd8XlsIQMgAkEBaiECDAELCyADQRV2IgJBA3ZBgLAHai0AACACQQdxdkEBcQsFQQALBEBBAQ8LA0AgACABSQR/IAFBAWstAABBIHJB4QBrQRpJBUEBC0UEQCABQQFrIQEMAQsLIAAgARAeBEBBAQ8LIAEgAGtBBEkEQEEADwsgAUEEayIBKAIAQaDAgIECciICQfDCzZsHRiACQffeyaMGRnIEfwNAIAAgAUkEfyABQQFrLQAAQSByQeEAa0EaSQVBAQtFBEAgAUEBayEBDAELCyAAIAEQHgVBAAsLhAcBA38gAEEDaiECA0AgACACSQR/IAAtAABB3ABGBUEACwRAIABBAWohAAwBCwsgAEEBaiAAIAAtAAAiAEEnRiAAQSJGciAAQeAARnIbIgBBBGohAgNAIAAgAkkEfyAALQAAIgNBIEYgA0EJa0EFSXIgA0GgAUZyBUEACwRAIABBAWohAAwBCwsgAC0AAEEsRgR/QQEFIAAtAABBKUYLBH8gAEEBagUgAC0AAEE6RgR/IABBAWoiAkEoaiEDA0AgAiADSQR/IAItAAAiBEEgRiAEQQlrQQVJciAEQaABRnIFQQALBEAgAkEBaiECDAELCyACLQAAQfsARgR/IAJBAWoFIABBAWoiAkEIaiEDA0AgAiADSQR/IAItAAAiBEEJRiAEQSBGcgVBAAsEQCACQQFqIQIMAQsLIABBAWogACACLQAAIgBBDUYgAEEKRnIbCwUgAAsLIgBBPGohAgNAIAAgAkkEfyAALQAAIgNBIEYgA0EJa0EFSXIgA0GgAUZyBUEACwRAIABBAWohAAwBCwsgAEEDaiECA0AgACACSQR/IAAtAABB3ABGBUEACwRAIABBAWohAAwBCwsgAEEBaiAAIAAtAAAiAEEnRiAAQSJGciAAQeAARnIbIgAtAABBIHJB4QBGBH8gAC0AB0E6RgVBAAsEQCAAQQhqIQALIAAhAgNAIAAgAmtBDUkEfyAALQAAQSByQeEAa0EaSQVBAAsEQCAAQQFqIQAMAQsLIAAgAmshAyACLQACQSByQRB0IAItAAFBIHJBCHRyIAItAABBIHJyIgJB9sKxA0YEfyADQQVHIANBA0dxBSACQeTKmQNHBH9BAQUgA0EMRyADQQdHcQsLBEBBAA8LIABBA2ohAgNAIAAgAkkEfyAALQAAQdwARgVBAAsEQCAAQQFqIQAMAQsLIABBAWogACAALQAAIgBBJ0YgAEEiRnIgAEHgAEZyGyIAQQRqIQIDQCAAIAJJBH8gAC0AACIDQSBGIANBCWtBBUlyIANBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIAAtAAAiAkE6RwR/IAJBPUcFQQALBEBBAA8LIABBAWoiAEEEaiECA0AgACACSQR/IAAtAAAiA0EgRiADQQlrQQVJciADQaABRnIFQQALBEAgAEEBaiEADAELCyABBH8gAEEBEAAEfyAAQQAQAgVBAQsFQQALRQvWIQEJfyABIQMgAEEBay0AACEHA0AgAyABQQNqSQR/IAMtAABB3ABGBUEACwRAIANBAWohAwwBCwsCQAJAAkAgAy0AACIFQSdGIAVBIkZyIAVB4ABGcgRAIAUgB0YiBkUgB0E6R3EEfyABIANJBH9BAQUgAgR/IABBAWstAAAiBUH7AEcgBUE6R3EEfyAFQSdGIAVBIkZyIAVB4ABGcgVBAQsEf0EABSABLQAAIQggAEEBayIFQaABayEJAn8DQCAFIAlLBEAgBCAFLQAAIgpBCkYNAhpBACAKQdwARgR/QQEFIApBJ0YgCkEiRnIgCkHgAEZyBH8gCCAKRwR/QQEFIAogBUEBay0AAEYLBH9BAQUgCkEnRgR/IAVBAWstAABBIHJB4QBrQRpJBUEACwR/IAUtAAFBIHJB4QBrQRpJBUEACwsFQQALCw0CGiAERSAEIAggCkYbIQQgBUEBayEFDAELC0EACwsFQQALCwVBAAsNASADQQFqIQMFIAEgA0kNAQsgAUEGaiEEA0AgAyAESQRAIAMtAAAiBUEpRyAFQd0AR3EgBUE/R3EgBUEqR3EgBUH9AEdxRQRAIANBAWohAwwCCwsLIAMhBSADQShqIQQDQCADIARJBH8gAy0AACIIQQlGIAhBIEZyBUEACwRAIANBAWohAwwBCwsgAy0AASEEAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQCADLQAAIghBPUcEQCAIQTpGDQEgCEEsRg0CIAhBKEYNAiAIQfwARg0DIAhBIUYNBCAIQTxGDQUgCEE+Rg0GIAhBK0YNByAIQT9GDQggCEEuRg0JIAhBLUYNCiAIQdsARg0LIAhB+wBGDQwgCEH0AEYNDQwOCyAEQT1GDQ8gBEH+AEYEQCAAIAEgA0ECaiACECEPCyAEQT5GBEAgA0ECakEAIAIQAw8LIAAgASADQQFqIAIQBA8LQQEhBANAIARBA0kEfyADIARqLQAAQTpGBUEACwRAIARBAWohBAwBCwsgAyAEaiIFLQAAQT1GBEAgACABIAVBAWogAhAEDwsgBEEBRkEAIAIbBH8gACABIANBAWpBARAWBH9BAQUgACABIANBAWoQIgsFQQALDQ0gA0ECIAQgBEECTxtqIQQgAxAXIgMEfyAAIAEgAyACEAQFQQALBH9BAQUgBCACECAEf0EABSAEQQEgAhADCwsPCyADQQFqIgRBPGohBQNAIAQgBUkEfyAELQAAIgZBIEYgBkEJa0EFSXIgBkGgAUZyBUEACwRAIARBAWohBAwBCwsgAkUgCEEsRnEEfyAALQAAQS1GBUEACwR/IAQtAAAQFQVBAAsNDiAIQSxGBH8gBC0AAEEoRgVBAAsEfyADQQFrLQAAQSlGBUEACw0MIAJBACAIQSxGGwR/An9BACABEEwiA0UNABpBASADIAFrQaABSw0AGiAAECciAEEHRgR/QQEFIABBAE4EfyADIAAQKAVBAAsLCwVBAAsNDiAIQSxGBH8gBC0AAEHbAEcEf0EBBSABLQAAIgBBJ0YgAEEiRnIgAEHgAEZyBH8gAS0AAUHdAEcFQQALCwR/QQAFIARBAWoiAUEUaiEAA0AgACABSwR/IAEtAAAiA0EgRiADQQlrQQVJciADQaABRnIFQQALBEAgAUEBaiEBDAELCyABLQAAIgBBJ0YgAEEiRnIgAEHgAEZyBH8gAS0AASIAQSdGIABBIkZyIABB4ABGcgVBAQsEf0EABSABLQABQdwARwsLBUEACw0MIAQgAhAABH8gCEEsRgR/IAQtAAAiAEEnRiAAQSJGciAAQeAARnIEfyAEEA4FQQALBUEACwVBAQsEf0EBBSACBH8gBEEAEAIFQQALC0UPCyAEQfwARwRAIABBAWshAQJ/A0AgASAAQfABa0sEfyABLQAAQQpHBUEACwRAQQEgAS0AAEH8AEYNAhogAUEBayEBDAELC0EACwR/QQEFIABBAWsiAEEIayEBA0AgACABSwR/IAAtAAAiAkEJRiACQSBGcgR/QQEFIAAtAABBKkYLBH9BAQUgAC0AAEHgAEYLBUEACwRAIABBAWshAAwBCwsgAC0AAEEKRgR/QQAFIAAtAAALRQsEf0EBBSADQfABaiEAA0AgACADSwR/IAMtAAAFQQALBH8gAy0AACIBQQ1GIAFBCkZyBUEBC0UEQCADQQFqIQMMAQsLIANBCGohAANAIAAgA0sEfyADLQAAIgFBIEYgAUEJa0EFSXIgAUGgAUZyBUEACwRAIANBAWohAwwBCwsgAy0AAEEtRgR/QQEFIAMtAABBOkYEfyADLQABQS1GBUEACwsLDwsgAy0AAkE9RiIAIAJFcQR/QQEFIANBAmogAGoiAEE8aiEBA0AgACABSQR/IAAtAAAiA0EgRiADQQlrQQVJciADQaABRnIFQQALBEAgAEEBaiEADAELCyAAIAIQAAsPCyAEQT1GDQsMCQsgBEEtRgR/QQEFIARBL0YEfyADQQJqIQQDQCAELQAAQSByQeEAa0EaSQR/QQEFIAQtAABBLUYLBEAgBEEBaiEEDAELCyAELQAAQT5GBH8gBEEBaiIEQTxqIQkDQCAEIAlJBH8gBC0AACIKQSBGIApBCWtBBUlyIApBoAFGcgVBAAsEQCAEQQFqIQQMAQsLIAQtAABBPEYFQQALBUEACwsNCwwICyAGBH9BAQUgB0E6RiAHQTxGcgR/An8gA0EBaiIAQTxqIQEDQCAAIAFJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIAAtAABBPEYEQCAALQABQSByQfYARwR/QQEFIAAtAAZBPkcLBEAgAC0AAUEhRgwCCyAAQQdqIQALIABBgAhqIQEDQCAAIAFJBH8gAC0AAEE8RwVBAAsEfyAALQAAQQpHBUEACwRAIABBAWohAAwBCwsgAEE8aiEBA0AgACABSQR/IAAtAAAiAkEgRiACQQlrQQVJciACQaABRnIFQQALBEAgAEEBaiEADAELCyAALQAAQTxGBH8gAC0AAUEvRgVBAAsLBUEACwsPCyAEQT1GDQkMBgsgBEE9RiAEQT9Gcg0IDAULIAMtAAJBIHIgAy0AAUEgckEIdHIiCUHl6AFGIAlB4ewBRiELIAlB8coBRiAEQT1GciAJQfLeAUZyIAlB7uoBRnIEf0EBBSADKAIBQefK0fsERgsgC3JyDQcMBAsgBEE+Rg0GDAMLIANBAWohBANAIAQgA0EWakkEfyAELQAAQd0ARwVBAAsEQCAEQQFqIQQMAQsLIARBAWoiBEEBaiEJA0AgBCAJSQR/IAQtAAAiCkEgRiAKQQlrQQVJciAKQaABRnIFQQALBEAgBEEBaiEEDAELCyAELQAAQfsARgR/IARBAWoiBEEIaiEJA0AgBCAJSQR/IAQtAAAiCkEgRiAKQQlrQQVJciAKQaABRnIFQQALBEAgBEEBaiEEDAELCyAELQAAIgRBJ0YgBEEiRnIgBEHgAEZyBUEACw0FIAMiBEEuaiEJA0AgBCAJSQR/IAQtAABB3QBHBUEACwR/IAQtAAAiCkENRiAKQQpGcgVBAQtFBEAgBEEBaiEEDAELCyAELQAAQd0ARwR/QQAFIARBAWoiBEEEaiEJA0AgBCAJSQR/IAQtAAAiCkEgRiAKQQlrQQVJciAKQaABRnIFQQALBEAgBEEBaiEEDAELCyAEQQFqQQAgBC0AAEE9RgR/IAQtAAFBPUcFQQALGwsiBAR/IAAgASAEIAIQBAVBAAsNBQwCCyAGIAEgA0ZyBH9BAQUgAEEBay0AAEE6RgsEfyADQQFqIgRBCGohCQNAIAQgCUkEfyAELQAAIgpBIEYgCkEJa0EFSXIgCkGgAUZyBUEACwRAIARBAWohBAwBCwsgBC0AACIEQSdGIARBIkZyIARB4ABGcgVBAAsNBAwBCyAEQe8ARgR/IAMtAAIiBEEgRiAEQQlrQQVJciAEQaABRnIFQQALBH8gAy0AAyIEQSdGIARBIkZyIARB4ABGcgVBAAsNAwsgB0EtRiAALQAAQS1GciADIAVLcQR/IAhBJ0YgCEEiRnIgCEHgAEZyBH9BAQUgCBAVCwVBAAsNAiACBH9BAAUgAC0AAEEtRgsEfyAIQQ1GIAhBCkZyBUEACwR/IAMiBEE+aiEJA0AgBCAJSQR/IAQtAAAiCkEgRiAKQQlrQQVJciAKQaABRnIFQQALBEAgBEEBaiEEDAELCyAELQAAQS1GBH8gBC0AASIEQQlGIARBIEZyBUEACwR/QQEFIAYEfyADIgRBLGohCQNAIAQgCUkEfyAELQAAIgpBIEYgCkEJa0EFSXIgCkGgAUZyBUEACwRAIARBAWohBAwBCwsgBC0AACIEQSdGIARBIkZyIARB4ABGcgVBAAsLBUEACw0CIAhB2wBGIAhBIHJB4QBrQRpJciAIQSZGciAIQfsARnIEQCADEC0iBAR/IAAgASAEIAIQBAVBAAsNAwsgAgR/QQAFIAhBDUYgCEEKRnILBH8gAEEBayEEA0AgBC0AACIJQQlGIAlBIEZyBEAgBEEBayEEDAELCyAELQAAQfwARgVBAAsEfyADIgRBCGohCQNAIAQgCUkEfyAELQAAIgpBIEYgCkEJa0EFSXIgCkGgAUZyBUEACwRAIARBAWohBAwBCwsgBC0AAEEtRgR/QQEFIAQtAABBOkYEfyAELQABQS1GBUEACwsFQQALDQIgAgR/QQAFIAhBDUYgCEEKRnILBH8gAEEBayEEA0AgBC0AACIJQQlGIAlBIEZyBEAgBEEBayEEDAELCyAELQAAQT9GBH9BAQUgB0EnRiAHQSJGciAHQeAARnIEfyAAQQJrIQQDQCAELQAAIgdBCUYgB0EgRnIEQCAEQQFrIQQMAQsLIAQtAABBP0YFQQALCwVBAAsNAiAGBEAgAS0AAEEiRgR/IAFB0gBqIQACfwNAIAAgAUEBaiIBSwRAQQEgAS0AACICQT5GDQIaQQAgAkEKRiACQTxGcg0CGgwBCwtBAAsFQQALDwsgAyAFRg0AIAhBJ0YgCEEiRnIgCEHgAEZyIAhBwABGcgRAIAAQRg8LIAIEf0EABSABIQQCf0EAIAAiAUEBay0AACIFQQpHQQAgBRsNABoDQCABIARJBH8gAS0AAEEuRwVBAAsEQCABQQFqIQEMAQsLQQAgASAERg0AGiADQckBaiEBA0AgASADSwRAIAMtAAAiBEEgRiAEQQlrQQVJciAEQaABRnIEf0EABSADLQAACwRAIANBAWohAwwCCwsLIANBKGohAQNAIAEgA0sEfyADLQAAIgRBCUYgBEEgRnIFQQALBEAgA0EBaiEDDAELCyADLQAAQQpGBH9BAQUgAy0AAEENRgsEf0EABSADLQAAC0ULCw0CIABBAWshAQNAIAEtAAAiA0EJRiADQSBGcgRAIAFBAWshAQwBCwsgAS0AAEH0AEYEfyAALQAAQSRGBUEACw0CIAEtAABB1gBGBH9BAQUgAgR/QQAFIAEtAABB9gBGBH9BAQUgARAjCwR/QQEFAn8gAS0AACIAQe0ARgRAIAFBAWstAABB4QBGBH8gAUEFay0AAEHfAEYFQQALDAELIABB8gBGBH8gAUEBay0AAEHlAEYFQQALBH8gAUEGay0AAEHfAEYFQQALCwsLCw8LQQAPCyAAIAEgA0ECaiIALQAAQT1GIABqIAIQIQ8LQQEL5gUBB38gAS0AACICQSdGIAJBIkZyBH8gAiAAQQFrLQAARgVBAAsiBSABaiICQShqIQQDQCACIARJBH8gAi0AACIGQQlGIAZBIEZyBUEACwRAIAJBAWohAgwBCwsgAi0AACIEQTpHIARBPUdxBEBBAA8LIAJBAWoiAkEoaiEEA0AgAiAESQR/IAItAAAiBkEJRiAGQSBGcgVBAAsEQCACQQFqIQIMAQsLIAItAAAiBEEnRiAEQSJGckUEQEEADwsgAi0AASEGIAJBrAJqIQcDQCACQQFqIgIhCANAIAIgCGtBD00EfyACLQAAQSByQeEAa0EaSQVBAAsEQCACQQFqIQIMAQsLIAIgCEYgAiAIa0EPS3IgAiAHT3IEQEEADwsgA0EBaiEDIAItAAAiCEEgRg0ACyAEIAJBAWogAiAIQS5GBH9BAQUgAi0AAEEhRgsbIgItAABHIANBAklyBH9BAQUgA0EETyAGQeEAT3ELBEBBAA8LIAAgBWsiBEEBayEDIARBKGshBANAIAMgBEsEfyADLQAAIgVBCUYgBUEgRnIFQQALBEAgA0EBayEDDAELCyADLQAAQQpGBH8CfyACQQFqIgItAABBLEYiAwR/QQEFIAItAABBO0YLBEAgAkEBaiECCyACLQAAQQ1GBEAgAkEBaiECC0EAIAItAABBCkcNABpBASADDQAaIAJBAWoiAkEoaiEDA0AgAiADSQR/IAItAAAiBEEJRiAEQSBGcgVBAAsEQCACQQFqIQIMAQsLIAItAAAiA0EgckHhAGtBGkkEQCACLQABIgNBJ0YgA0EiRnIEf0EBBSACLQACIgJBJ0YgAkEiRnILRQwBCyADQSNGIANBCkZyIANB/QBGcgsFQQALBH8CfwNAIABBAmogAUkEQEEBIAAoAgBBoMCAAXJB////B3EiAkHt3JUDRiACQfDQyQNGciACQfPKlQNGcg0CGiAAQQFqIQAMAQsLQQALBUEBC0ULkQQBBX8gACIBQQRqIQQDQCABIARJBEAgAS0AACIFQTpHIAVBIkdxIAVBIEdxIAVBPUdxRQRAIAFBAWohAQwCCwsLIAFBAWstAABBIkcgASAAa0EDSXIEQEEADwtBASEAIAFByAFqIQQDQCABIARJBEAgAS0AACIFQSJGBEAgAkUgA3IgAHEPCyAFQdwARgRAIAFBBmogBE0EfyABLQABQSByQfUARwR/QQAFIAEtAAIiAEEwa0EKSQR/QQEFIABBIHJB4QBrQQZJCwsEfyABLQADIgBBMGtBCkkEf0EBBSAAQSByQeEAa0EGSQsFQQALBH8gAS0ABCIAQTBrQQpJBH9BAQUgAEEgckHhAGtBBkkLBUEACwR/IAEtAAUiAEEwa0EKSQR/QQEFIABBIHJB4QBrQQZJCwVBAAsEfyABLQACQTBHBH9BAQUgAS0AA0EwRwsEf0EBBSABLQAEQTBrQQhPCwVBAAsFQQALBEBBAQ8LQQAhAAUgBUEKRgRAQQAhAAUgBUEgRiAFQQlrQQVJciAFQaABRnIgBUGAAU9yBEBBASEDBUEBIAIgBUEwa0EKSSAFQSNrQQRJciAFQSpGciAFQStGciAFQS9GciAFQTxrQQNJciAFQcAARnIgBUHcAEZyIAVB3gBGciAFQd8ARnIgBUH8AEZyIAVB/gBGchshAgsLCyABQQFqIQEMAQsLQQALjQQBAn8gAEEBayIALQAAQcAARgRAIABBAWshAAsgAEHQAGshAQNAIAAgAUsEfyAALQAAIgJBIEYgAkEJa0EFSXIgAkGgAUZyBUEACwRAIAAtAABBCkYEQEEBDwsgAEEBayEADAELCyAALQAAIgFB9ABGBEAgAEEBay0AAEHlAEYEfyAAQQJrLQAAQfMARgVBAAsPCyABQTpGBEAgAEEBay0AACIBQSBGIAFBCWtBBUlyIAFBoAFGcgR/QQEFIABBAWstAAAiAEHbAEYgAEEoRnIgAEH7AEZyCw8LAn8gAC0AACICQe0ARgRAIABBAWstAABB4QBGBH8gAEEFay0AAEHfAEYFQQALDAELIAJB8gBGBH8gAEEBay0AAEHlAEYFQQALBH8gAEEGay0AAEHfAEYFQQALCwRAQQEPCyABQfIARgRAIABBAWstAABB4QBGBH8gAEECay0AAEH2AEYFQQALDwsgAUEoRgRAIABBAWstAABB9ABGBH8gAEECay0AAEHlAEYFQQALBH8gAEEDay0AAEHzAEYFQQALDwsgAUUgAUH7AEZyIAFBO0ZyBH9BAQUgABAjCwRAQQEPCyAAQQNrKAIAIgBBqMiVswZGIABB5tK5qwZGciAAQfPK0YsHRnIgAEHzytHDB0ZyIABBCHZBxZzZAkZyBH9BAQUgAEGAwAByQQh2QeXc2QNGCwuaBAEDfyAAQQhrIQEDQCAAIAFLBEAgAEEBayIALQAAIgJBPUYgAkE6RnJFBEAgAkHAAEcgAkHcAEdxBH8gAkEgRiACQQlrQQVJciACQaABRnIFQQELRQRAQQAPCwwCCwsLIABBCmshAQNAIAAgAUsEQCAAQQFrIgAtAAAiAkEwa0EKSSACQSByIgNB4QBrQRpJciACQd8ARnIEQCADIABBAmstAABBIHJBEHQgAEEBay0AAEEgckEIdHJyIgFB+cqtA0YEfyAAQQNrLQAAQSByQfIARgVBAAsEfyAAQQRrLQAAQSByQe8ARgVBAAsEQEEBDwsgAUHk2JUDRgR/QQEFIAFB+cqtA0YEf0EBBSABQeXahQNGBH8gAEEDay0AAEEgckHuAEYFQQALCwR/An8gAEEDayAAQQRrIAAtAABBIHJB+QBGGyIALQAAIgFBJ0YgAUEiRnIgAUHgAEZyBEBBASAAECUNARogAEEBayEACyAAQcYAayEBA0AgACABSwR/IAAtAAAiAkEgRiACQQlrQQVJciACQaABRnIEf0EBBSAALQAAQSxGCwR/QQEFIAAtAABB3ABGCwVBAAsEQCAAQQFrIQAMAQsLIAAQJQsFQQALCw8LIAJB3ABHBH8gAkEgRiACQQlrQQVJciACQaABRnIEf0EBBSACQSdGIAJBIkZyIAJB4ABGcgsFQQELRQRAQQAPCwwBCwtBAAuDAQEDfyAAQTxNBEAgACEBA0AgACACSwRAIAJBgICAAmooAgAhAyABQQV3IAAgAmsiAUEETwR/IAMFIANBASABQQN0dEEBa3ELc0Gx893xeWwhASACQQRqIQIMAQsLIAFBEnZBBnRBgIDAAWoiAUEBakGAgIACIAD8CgAAIAEgADoAAAsLkhABCH8CfyABLQAAQSByIgRB6gBGBH9BAQUgBEHrAEYEfyABLQACQSByQfkARgVBAAsLBH8gAUEDagUgBEHhAEYEfyABQQRqBSAEQfQARgR/IAFBBWoFIARB8wBGBH8gAS0AAkEgckHjAEYFQQALBH8gAUEGagVBAAwECwsLCyIELQAAQfMARgRAIARBAWohBAtBACAELQAAIgVB4QBrQRpPDQAaQQAgBCkDAELv5KXTl4zdtO8AUQR/IAQtAAhB7gBGBUEACw0AGkEAIAVB9ABGBH8gBC0AAUHvAEYFQQALBH8gBC0AAkHrAEYFQQALDQAaA0AgA0ELSQRAQQAgAyAEaiIFLQAAQfAARgR/IAUtAAFB9wBGBUEACw0CGiADQQFqIQMMAQsLQQELBEBBAA8LIAFBAWogASABLQAAIgFBJ0YgAUEiRnIgAUHgAEZyGyIBIQYDQCAAIAZHIAEgBmtBPElxBH8gBkEBay0AACIDQTBrQQpJIANBIHJB4QBrQRpJciADQd8ARnIgA0EkRnIgA0EtRnIgA0EuRnIFQQALBEAgBkEBayEGDAELCyABIQADQCAAIAZrQTxNBH8gAC0AACIDQTBrQQpJIANBIHJB4QBrQRpJciADQd8ARnIgA0EkRnIgA0EtRnIgA0EuRnIFQQALBEAgAEEBaiEADAELCwNAIAAgAUsEfyAAQQFrLQAAQS1GBH9BAQUgAEEBay0AAEEuRgsFQQALBEAgAEEBayEADAELCwJ/IAAhAwNAIAMgAEEGakkEQCADLQAAIgFBCUYgAUEgRnJFIAFBPUdxIAFBOkdxIAFBPkdxBH8gAUEnRiABQSJGciABQeAARnIFQQELBEAgA0EBaiEDDAILCwtBACAAIANGDQAaQQAhAQNAIAFBEEkEQEEAIAEgA2otAABBIHJB4QBrQRpPDQIaIAFBAWohAQwBCwtBGiEEQRohASADIgVBkANqIQoDQCAFIApJBEAgBS0AAEEgckHhAGsiA0EaSQRAIAggBEEbbCABakEabCADaiIEQQF2QYDUBWotAAAiCEEPcSAIQQR2IARBAXEbQQhraiEIIAEhBCADIQEgCUEBaiEJIAVBAWohBQwCCwsLIAlBAXQgCEoLBEBBAQ8LIABBAWshBQJ/A0AgBSAGSwRAIAUtAABBLkYEQCAAIAVrIQEgBSgCASIDQeXi1YsGRgRAIAFBACABQQdGBH9BAQUgAUERRgR/IAUtAAdByQBGBUEACwsbDAQLIAFBACABQQZGIANB9sKxqwdGcQR/QQEFIAFBBUYgA0EgckH0yuGjB0ZxCxsMAwsgBUEBayEFDAELC0EACwRAIAAiAUEDaiECA0AgASACSQR/IAEtAAAiA0EgRiADQQlrQQVJciADQaABRnIFQQALBEAgAUEBaiEBDAELCyAALQAAQShGBH9BAQUgAS0AAEE9RgR/IAEtAAFBPUcFQQALCwR/QQEFIAYQEAsPCyAGIxNGIAAgBmsiAUE8S3IEf0EABSAGIAAQDAsEQCABIQNBACEFA0AgASAFSwRAIAUgBmooAgAhBCABIAVrIghBBE8EfyAEBSAEQQEgCEEDdHRBAWtxCyADQQV3c0Gx893xeWwhAyAFQQRqIQUMAQsLIANBEnZBBnRBgIDAAWohCEEAIQMCQCAILQAAIAFHDQBBACEFA0AgASAFSwRAIAUgBmooAgAhBCAIQQFqIAVqKAIAIQkgASAFayIKQQRJBEAgBEEBIApBA3R0QQFrcSEECyABIAVrIgpBBE8EfyAJBSAJQQEgCkEDdHRBAWtxCyAERw0CIAVBBGohBQwBCwtBASEDCwVBASEDCyADBH9BAQUgBiAAEEQLBEBBAA8LIAJBIHEEfyAAEEUFQQALBEBBAA8LIAJBBHFBAEchBQJAIAZBAWstAABBJUYEfyAGQQJrLQAAQdsARgVBAAsEfyAALQAAQTpGBUEACw0AIAZBAWstAABB+wBGBH8gBkECay0AAEEkRgVBAAsEQCAALQAAQTpGIQcMAQsCf0EAIQkCQCAALQABIghBIkcgAC0AAEEoR3INACAAQQFrLQAAQSByQfkARwR/QQEFIABBAmstAABBIHJB5QBHCwR/QQEFIABBA2stAABBIHJB6wBHCw0AIABBA2sgBkcEfyAAQQRrIAZHBH9BAQUgBi0AAEEuRwsFQQALDQAgAEECaiEDA0AgAyAAQdIAakkEQEEBIAggAy0AACIERg0DGgJAIARB4QBrQRpJBEAgCUEBaiIJQRBODQQMAQtBACEJIARB3wBGIARBLkZyDQAgA0EBay0AAEEuRwR/QQEFIARBI0cgBEEwa0EKT3EgBEElR3ELDQMDQCADQQFqIgQtAABBMGtBCkkgAyAAQdIAaklxBEAgBCEDDAELCyADLQABIgRBLkcEfyAEIAhHBUEACw0DCyADQQFqIQMMAQsLC0EACw0AIAYgACAFEEMEf0EBBSAAIAUQQgsEf0EBBSAGEBALIQcLIAcEfyAFBH8gABBKBUEACwVBAQsEf0EBBSAGIAAgBSACQRBxQQBHECkLBEBBAA8LIAYgABA1BEBBACECIAEhAANAIAEgAksEQCACIAZqKAIAIQMgASACayIEQQRPBH8gAwUgA0EBIARBA3R0QQFrcQsgAEEFd3NBsfPd8XlsIQAgAkEEaiECDAELCyAAQRJ2QQZ0QYCAwAFqIgBBAWogBiAB/AoAACAAIAE6AABBAA8LIAYkE0EBC8oDAQN/IABB5ABqIQMDQCAAIANJBEACQCAALQAAIgJBOkYgAkE9RnIgAkE+RnIgAkEsRnIgAkEoRnIgAkH8AEZyIAJBP0ZyIAJBK0ZyIAJBIUZyIAJBPEZyIAJBLkZyBEBBASEBBSACQSBHBH8gAkEnRiACQSJGciACQeAARnIgAkHcAEZyIAJB3QBGciACQSlGciACQf0ARnIgAkE/RnIgAkEqRnIFQQELRQ0BCyAAQQFqIQAMAgsLCyABRQRAQQAPCyAAIQEDQCAAIANJBH8gAC0AACICQTBrQQpJIAJBIHJB4QBrQRpJciACQd8ARnIgAkEkRnIgAkEtRnIgAkEuRnIFQQALBEACQCAAIgJBAWohACACLQAAIgJBMGtBCkkEQEEADwsgAkEuRg0ADAILCwsgACABRgR/QQEFIAEtAABB8QBGIAAgAWtBAk1xCwRAQQAPCyAALQAAIgFB2wBHIAFBKEdxIAFBO0dxIAFBPEdxBH8gAEEBay0AAEEuRwVBAAsEQEEADwsDQCAAIANJBH8gAC0AAEEKRwVBAAsEQCAALQAAIgFBJ0YgAUEiRnIgAUHgAEZyBEBBAA8LIABBAWohAAwBCwtBAQvmBAEEfyABIABrQQNPBH8gAUEEaygCAEGgwICBAnJBCHZB5dzZA0YFQQALBEBBAQ8LIAEhAgNAIAAgAkkEfyACQQFrLQAAQS5HBUEACwRAIAJBAWshAgwBCwsgAigCAEEgciEDIAItAAAiBEHHAEYiAEUEQCAEQcYARiEACwJ/IANB////B3EiBUHh5q0DRiAFQefK0QNGcgR/IAJBA2oFIANB5tK5owZGBH8gAkEEagUgA0Hx6pWTB0YEfyACLQAEQfkARgVBAAsEfyACQQVqBUEADAMLCwshA0EAIABFIgUgBEHhAElxDQAaIAUgASADRnEgASADTQ0AGiADLQAAIgRBwgBHIAEgA2tBH01xBH8gAy0AAUH5AEcFQQALBH8gAEUgBEHfAEZxIARBwQBrQRpJcgVBAAsLBH9BAQUgAi0AACEAIAFBBGsoAgAhAwJ/QQAgASACayIBQQRJDQAaIAFBBEYgA0Hq3qXzBkYNABogA0Hw2KWjB0YEQCABQQVGBH8gAEHzAEYFIAFBBkYEfyACLwEAQfLmAUYFQQALCwwBCyADQfTkpYMHRgRAIAFBBUYEfyAAQfMARgUgAUEGRgR/IABB8gBGIABB7ABGcgVBAAsEfyACLQABQfMARgVBAAsLDAELIANB7MKNqwZGBEAgAUEHRgR/IAIoAgBB8srB4wZGBUEACwwBC0EAIANB9NK98wZHDQAaIAFBCUYEfyACKAIAQfDCyaMHRgR/IAItAARB6QBGBUEACwUgAUEKRgR/IAIoAgBB8uCFkwdGBUEACwR/IAIvAQRB9NIBRgVBAAsLCwsL8AMBBH8DQAJAIAAhASAAQQJqIQQDQCABIARJBH8gAS0AACIDQSBGIANBCWtBBUlyIANBoAFGcgVBAAsEQCABQQFqIQEMAQsLIAEtAABBLEcEQCACRQRAQQAPCwwBCyACQQZGBEBBAA8LIAFBAWoiAEECaiEBA0AgACABSQR/IAAtAAAiA0EgRiADQQlrQQVJciADQaABRnIFQQALBEAgAEEBaiEADAELCyAAQQFqIAAgAC0AAEEkRhsiACEBA0AgACABQTxqSQR/IAAtAAAiA0Ewa0EKSSADQSByQeEAa0EaSXIgA0HfAEZyBH9BAQUgAC0AAEEuRgsFQQALBEAgAEEBaiEADAELCyAAIAFGBEBBAA8FIAJBAWohAgwCCwALCyAAQQJqIQEDQCAAIAFJBH8gAC0AACICQSBGIAJBCWtBBUlyIAJBoAFGcgVBAAsEQCAAQQFqIQAMAQsLIABBAWogACAALQAAIgBB3QBGIABBKUZyIABB/QBGchsiAEEEaiEBA0AgACABSQR/IAAtAAAiAkEgRiACQQlrQQVJciACQaABRnIFQQALBEAgAEEBaiEADAELCyAALQAAQTpGBEAgAEECakEAIAAtAAFBPUYbDwsgAEEBakEAIAAtAABBPUYEfyAALQABQT1HBUEACxsL";
//#endregion
//#region src/detect/kernel/kernel.ts
let kernel;
let loaded$1;
/** The kernel of this thread; its memory is taken once. */
function startKernel() {
	if (kernel) return kernel;
	const memory = new WebAssembly.Memory({ initial: 296 });
	const module = new WebAssembly.Module(Buffer.from(kernelBase64, "base64"));
	const { scan, passOver, findSame } = new WebAssembly.Instance(module, { env: { memory } }).exports;
	kernel = {
		memory: new Uint8Array(memory.buffer),
		hits: new Uint32Array(memory.buffer),
		scan,
		passOver,
		findSame
	};
	return kernel;
}
/** Of so many hits a few are out of place; of more there may be many that are. */
const mostMoved = 32;
/** Puts hits in the order of their places: they come nearly sorted, some blocks after the other. */
function sortHits(hits, count) {
	if (count > mostMoved) {
		new BigUint64Array(hits.buffer, HITS, count).sort();
		return;
	}
	const base = HITS >> 2;
	for (let i = 1; i < count; i++) {
		const literal = hits[base + 2 * i] ?? 0;
		const at = hits[base + 2 * i + 1] ?? 0;
		let j = i - 1;
		for (; j >= 0; j--) {
			const before = hits[base + 2 * j + 1] ?? 0;
			if (before < at || before === at && (hits[base + 2 * j] ?? 0) < literal) break;
			hits[base + 2 * j + 2] = hits[base + 2 * j] ?? 0;
			hits[base + 2 * j + 3] = before;
		}
		hits[base + 2 * j + 2] = literal;
		hits[base + 2 * j + 3] = at;
	}
}
const piece = 262144;
const longestLiteral = 64;
/** Puts the tables of what is searched for into the kernel's memory. */
function loadTables(tables) {
	if (loaded$1 === tables) return;
	startKernel().memory.set(tables, TABLES);
	loaded$1 = tables;
}
/** Hands on what begins from `from` to `to` in the text that lies at `text`, in order; false where that is more than there is memory for. */
function takeHits(text, from, to, files, take) {
	const { hits, scan } = startKernel();
	const count = scan(text, from, to + longestLiteral, files);
	if (count < 0) return false;
	sortHits(hits, count);
	const base = HITS >> 2;
	for (let i = 0; i < count; i++) {
		const at = hits[base + 2 * i + 1] ?? 0;
		if (at >= from && at < to) take(hits[base + 2 * i] ?? 0, at);
	}
	return true;
}
/**
* Calls `hit` with the number of each literal of `tables` in `bytes` and its offset, ordered by offset, then by number, where what its
* rule asks for may stand around it; and `encoded` with the offset of each run that begins as text in base64 or hex does. Neither may
* search itself. `files` says what the text is (IN_TEXT and the like).
*/
function search(bytes, tables, files, hit, encoded) {
	const { memory } = startKernel();
	loadTables(tables);
	const take = (literal, at) => {
		if (literal === 65535) encoded?.(at);
		else hit(literal, at);
	};
	const inPlace = bytes.buffer === memory.buffer && bytes.byteOffset === 4587520;
	if (inPlace) memory.fill(0, DIRECT + bytes.length, DIRECT + bytes.length + MARGIN);
	const copied = COPY_SIZE - 2 * MARGIN;
	let copyStart = 0;
	let copyEnd = inPlace ? bytes.length : 0;
	let size = piece;
	for (let from = 0; from < bytes.length;) {
		const to = Math.min(bytes.length, from + size);
		if (to > copyEnd) {
			copyStart = from;
			copyEnd = Math.min(bytes.length, from + copied);
			const before = Math.min(MARGIN, copyStart);
			const after = Math.min(MARGIN, bytes.length - copyEnd);
			memory.fill(0, COPY, COPY + MARGIN);
			memory.set(bytes.subarray(copyStart - before, copyEnd + after), COPY + MARGIN - before);
			memory.fill(0, COPY + MARGIN + (copyEnd - copyStart) + after, COPY + 2 * MARGIN + (copyEnd - copyStart));
		}
		if (takeHits(inPlace ? 4587520 : 13042688 - copyStart, from, to, files, take)) from = to;
		else size >>= 1;
	}
}
//#endregion
//#region src/detect/compile/looks.ts
const looks = {
	attribute: 5,
	call: 4,
	choice: 0,
	cookie: 6,
	"ends-quoted": 1,
	"entry-of-host": 11,
	group: 9,
	identified: 13,
	"key-type": 7,
	logins: 10,
	printed: 14,
	"quoted-argument": 2,
	seed: 8,
	"user-line": 3,
	variable: 12
};
//#endregion
//#region src/detect/compile/value-run.ts
const empty = {
	lead: 0,
	trail: 0,
	longest: 0,
	length: 0,
	whole: true,
	leadGroups: 0,
	trailGroups: 0,
	groups: 0
};
const otherCharacter = {
	...empty,
	length: 1,
	whole: false
};
function character(groups) {
	return {
		lead: 1,
		trail: 1,
		longest: 1,
		length: 1,
		whole: true,
		leadGroups: groups,
		trailGroups: groups,
		groups
	};
}
function isToken(code) {
	return /[\w+/-]/u.test(String.fromCharCode(code));
}
function join(a, b) {
	return {
		lead: a.whole ? a.length + b.lead : a.lead,
		trail: b.whole ? b.length + a.trail : b.trail,
		longest: Math.max(a.longest, b.longest, a.trail + b.lead),
		length: a.length + b.length,
		whole: a.whole && b.whole,
		leadGroups: a.whole && b.lead > 0 ? a.groups | b.leadGroups : a.leadGroups,
		trailGroups: b.whole && a.trail > 0 ? b.groups | a.trailGroups : b.trailGroups,
		groups: a.groups | b.groups
	};
}
function either(a, b) {
	return {
		lead: Math.min(a.lead, b.lead),
		trail: Math.min(a.trail, b.trail),
		longest: Math.min(a.longest, b.longest),
		length: Math.min(a.length, b.length),
		whole: a.whole && b.whole,
		leadGroups: a.leadGroups | b.leadGroups,
		trailGroups: a.trailGroups | b.trailGroups,
		groups: a.groups | b.groups
	};
}
function repeat(piece, least, more) {
	let all = empty;
	for (let i = 0; i < Math.min(least, 200); i++) all = join(all, piece);
	const { whole, groups } = piece;
	return more ? join(all, {
		...empty,
		whole,
		groups
	}) : all;
}
/** Reads one regex; `at` moves over it. Any syntax it does not know counts as a character that is none of a token. */
var Reader = class {
	#source;
	#isIn;
	#at = 0;
	constructor(source, isIn) {
		this.#source = source;
		this.#isIn = isIn;
	}
	#characterOf(code) {
		return this.#isIn(code) ? character(groupOf(code)) : otherCharacter;
	}
	alternatives() {
		let all = this.#sequence();
		while (this.#source[this.#at] === "|") {
			this.#at++;
			all = either(all, this.#sequence());
		}
		return all;
	}
	#sequence() {
		let all = empty;
		while (this.#at < this.#source.length && !"|)".includes(this.#source.charAt(this.#at))) all = join(all, this.#quantified(this.#atom()));
		return all;
	}
	#quantified(atom) {
		const match = /^(?:(?<sign>[?*+])|\{(?<least>\d{1,5})(?<more>,\d{0,5})?\})\??/u.exec(this.#source.slice(this.#at, this.#at + 16));
		if (!match?.groups) return atom;
		this.#at += match[0].length;
		const { sign, least = "0", more } = match.groups;
		if (sign !== void 0) return repeat(atom, sign === "+" ? 1 : 0, true);
		return repeat(atom, Number(least), more !== void 0 && more !== `,${least}`);
	}
	#atom() {
		const char = this.#source.charAt(this.#at);
		if (char === "(") return this.#group();
		if (char === "[") return this.#characterClass();
		if (char === "\\") return this.#escape();
		this.#at++;
		if (char === "^" || char === "$") return empty;
		if (char === ".") return otherCharacter;
		return this.#characterOf(char.charCodeAt(0));
	}
	#group() {
		const head = /^\((?:\?(?:<?[=!]|:|<\w{1,40}>))?/u.exec(this.#source.slice(this.#at, this.#at + 48))?.[0] ?? "(";
		this.#at += head.length;
		const inner = this.alternatives();
		this.#at++;
		return /[=!]$/u.test(head) ? empty : inner;
	}
	#characterClass() {
		const start = this.#at;
		this.#at++;
		while (this.#at < this.#source.length && this.#source[this.#at] !== "]") this.#at += this.#source[this.#at] === "\\" ? 2 : 1;
		this.#at++;
		const set = new RegExp(this.#source.slice(start, this.#at));
		let groups = 0;
		for (let code = 0; code < 256; code++) {
			if (!set.test(String.fromCharCode(code))) continue;
			if (!this.#isIn(code)) return otherCharacter;
			groups |= groupOf(code);
		}
		return character(groups);
	}
	#escape() {
		const escaped = this.#source.charAt(this.#at + 1);
		this.#at += 2;
		if (escaped === "b" || escaped === "B") return empty;
		if (escaped === "x" || escaped === "u") {
			const length = escaped === "x" ? 2 : 4;
			const code = Number.parseInt(this.#source.slice(this.#at, this.#at + length), 16);
			this.#at += length;
			return code < 256 ? this.#characterOf(code) : otherCharacter;
		}
		if (/[A-Z]/u.test(escaped) || "snrtfv".includes(escaped)) return otherCharacter;
		if (escaped === "w") return character(wordGroups);
		return escaped === "d" ? character(groupOf(48)) : this.#characterOf(escaped.charCodeAt(0));
	}
};
/** The runs of token characters, or of those that `isIn` counts, that every match of `pattern` holds. */
function matchRuns(pattern, isIn = isToken) {
	return new Reader(pattern, isIn).alternatives();
}
const tokenRuns = new RegExp(`[\\w+/-]{${String(13)},}`, "gu");
/** True when a run of token characters stands in the value, with a digit near the value's beginning. */
function holdsDigitRun(value) {
	for (const run of value.matchAll(tokenRuns)) {
		const digit = run[0].search(/\d/u);
		if (digit >= 0) return run.index + digit < 128;
	}
	return false;
}
//#endregion
//#region src/detect/compile/surroundings.ts
const nothing = {
	least: 0,
	groups: 0
};
const most = 120;
function isGrouped(code) {
	return groupOf(code) !== 0;
}
function runsOf(pattern) {
	return matchRuns(pattern, isGrouped);
}
function stretch(least, groups, ignoreCase) {
	return least <= 0 ? nothing : {
		least: Math.min(most, least),
		groups: ignoreCase ? withoutCase(groups) : groups
	};
}
/** The pattern in front of the only place of `anchor` in it; nothing where that place is inside a group, a class or an alternative. */
function patternBefore(pattern, anchor) {
	const at = pattern.indexOf(anchor);
	if (at < 0 || pattern.includes(anchor, at + 1)) return void 0;
	const front = pattern.slice(0, at);
	return /[()|\\]/u.test(front.replaceAll(/\[[^\]\\]*\]/gu, "c")) || /[|()]/u.test(pattern) || front.split("[").length !== front.split("]").length ? void 0 : front;
}
/** The characters that stand before and behind every place of `anchor` in matches of a `pattern` rule. */
function aroundAnchor(rule, anchor) {
	const { pattern = "", before, ignoreCase } = rule;
	const { lead, leadGroups } = runsOf(pattern);
	const front = before > 0 ? patternBefore(pattern, anchor) : void 0;
	const farthest = before > 0 ? before + 1 : 0;
	const runs = front === void 0 ? void 0 : runsOf(front);
	return {
		before: runs ? stretch(Math.min(runs.trail, before), runs.trailGroups, ignoreCase) : nothing,
		behind: stretch(lead - farthest - anchor.length, leadGroups, ignoreCase)
	};
}
const lookaheads = /^(?:\(\?=[^()|]{0,80}\))*/u;
/** A pattern without classes, escapes and groups. */
function bare(pattern) {
	let rest = pattern.replaceAll(/\[[^\]\\]*\]|\\./gu, "");
	for (let before = ""; before !== rest;) {
		before = rest;
		rest = rest.replaceAll(/\([^()]*\)/gu, "");
	}
	return rest;
}
/** The first two characters of every match; 0 where they differ. */
function firstTwo(value) {
	if (bare(value).includes("|")) return [0, 0];
	const rest = value.replace(lookaheads, "");
	const atoms = /^(?<first>\[[^\]\\]+\]|\\[.~:/+-]|\w)(?<second>\\[.~:/+-]|\w)?(?![?*+{])/u.exec(rest)?.groups;
	const code = (atom = "[") => atom.startsWith("[") ? 0 : atom.charCodeAt(atom.length - 1);
	return [code(atoms?.["first"]), code(atoms?.["second"])];
}
const fence = String.raw`(?<![@#/\\])`;
/** How the values of a rule with names begin, those that are almost of the format too. */
function valueStart(rule) {
	const { value = "", near, ignoreCase } = rule;
	const exact = runsOf(value);
	const fenced = [value, near ?? value].every((pattern) => pattern.startsWith(fence) && !bare(pattern).includes("|"));
	if (near !== void 0) {
		const other = runsOf(near);
		return {
			...stretch(Math.min(exact.lead, other.lead), exact.leadGroups | other.leadGroups, ignoreCase),
			first: 0,
			second: 0,
			fenced
		};
	}
	const [first, second] = ignoreCase ? [0, 0] : firstTwo(value);
	return {
		...stretch(exact.lead, exact.leadGroups, ignoreCase),
		first,
		second,
		fenced
	};
}
//#endregion
//#region src/detect/compile/rule-literals.ts
/** True when the rule's matches surely hold the anchor in this very case: its pattern says so, and says it in no other case. */
function isCased({ pattern = "", ignoreCase, anyCase }, anchor) {
	if (ignoreCase || anyCase === true) return false;
	const count = (text, piece) => text.split(piece).length - 1;
	const bare = pattern.replaceAll("\\.", ".").replaceAll("\\/", "/").replaceAll("\\+", "+");
	const exact = count(bare, anchor);
	return exact > 0 && exact === count(bare.toLowerCase(), anchor.toLowerCase());
}
/** The literals of a rule from rules/*.yml. */
function ruleLiterals(rule) {
	const { names, anchors = [], run = false } = rule;
	const files = rule.kind === "provider" ? 0 : 1;
	if (names) {
		const { least, groups, first, second, fenced } = valueStart(rule);
		const condition = run ? 2 : least > 0 ? 3 : 0;
		const details = [
			least | (fenced ? 128 : 0),
			groups,
			first,
			second
		];
		return names.map((name) => ({
			text: name.toLowerCase(),
			cased: false,
			begins: "part",
			condition,
			...condition !== 0 && { details },
			files
		}));
	}
	const begins = rule.before === 0 && rule.boundary !== "none" ? "word" : "anywhere";
	const condition = run ? 1 : 0;
	return anchors.map((anchor) => {
		const cased = isCased(rule, anchor);
		const { before, behind } = aroundAnchor(rule, anchor);
		const details = [
			behind.least,
			behind.groups,
			before.least,
			before.groups
		];
		return {
			text: cased ? anchor : anchor.toLowerCase(),
			cased,
			begins,
			condition,
			details,
			files
		};
	});
}
function whereOf({ where }, anchor) {
	const asked = typeof where === "function" ? where(anchor) : where;
	switch (asked?.what) {
		case "assigned": return { condition: 5 };
		case "user-info": return { condition: 6 };
		case "pair": return { condition: 7 };
		case "named-beside": return { condition: 8 };
		case "statement": return { condition: 9 };
		case "scheme": return { condition: 10 };
		case "command": {
			const [first = 0, second = 0] = Buffer.from(asked.sign, "latin1");
			return {
				condition: 11,
				details: [
					first,
					second,
					0,
					asked.orPassword ? 1 : 0
				]
			};
		}
		case "sign": {
			const [first = 0, second = 0] = Buffer.from(asked.sign, "latin1");
			return {
				condition: 4,
				details: [
					first,
					second,
					Math.ceil(asked.within / 4),
					0
				]
			};
		}
		case "call": return {
			condition: 12,
			details: [
				looks.call,
				asked.later ? 1 : 0,
				0,
				0
			]
		};
		case "look": return {
			condition: 12,
			details: [
				looks[asked.look],
				0,
				0,
				0
			]
		};
		case "behind": return {
			condition: 0,
			details: [
				asked.least,
				groupsOf(asked.of),
				0,
				0
			]
		};
		case void 0: return { condition: 0 };
	}
}
const kinds = {
	programs: 2,
	tables: 8
};
/** The literals of a detector in code. */
function detectorLiterals(detector) {
	const { anchors, cased = [], begins = "anywhere" } = detector;
	const files = (detector.format ? 0 : 1) | (detector.files ? kinds[detector.files] : 0);
	const literal = (anchor, isCased) => ({
		text: isCased ? anchor : anchor.toLowerCase(),
		cased: isCased,
		begins: typeof begins === "function" ? begins(anchor) : begins,
		files,
		...whereOf(detector, anchor)
	});
	return [...anchors.map((anchor) => literal(anchor, false)), ...cased.map((anchor) => literal(anchor, true))];
}
//#endregion
//#region src/detect/literals.ts
/** Every literal of the rules and detectors, each once. Rules that are off count too: the shipped tables fit any choice of rules. */
function literalOwners(rules, detectors) {
	const all = /* @__PURE__ */ new Map();
	for (const [owner, literals] of [...rules.map(ruleLiterals), ...detectors.map(detectorLiterals)].entries()) for (const literal of literals) {
		const key = JSON.stringify(literal);
		const known = all.get(key);
		if (known) known.owners.push(owner);
		else all.set(key, {
			literal,
			owners: [owner]
		});
	}
	return [...all.values()];
}
//#endregion
//#region src/model/slice.ts
/**
* The bytes from `start` to `end` as Latin-1, as far as there are any. A scan makes some ten thousand short strings, and the method that
* `Buffer.toString` comes to once it has found out the encoding takes half the time of it.
*/
function latin1(bytes, start, end) {
	const from = Math.max(0, start);
	const to = Math.min(end, bytes.length);
	return from < to ? bytes.latin1Slice(from, to) : "";
}
//#endregion
//#region src/detect/assigned-name.ts
/** Finds the name that a secret is given to, for the matching by name and for the reference to write. Runs on findings only. */
const reach$1 = 400;
const beforeQuote = /(?<name>[\w$.-]{1,60})["'`]?\??[\])]{0,2}(?:\s{1,4}(?:string|\[\]byte))?\s{0,20}(?::\s{0,3}[A-Za-z][\w.<>[\]| ]{0,33}=|=>|:=|\|\|=?|\?\?=?|={1,3}|!==?|[:,(])\s{0,20}[bBrRuUfF@$]{0,2}$/u;
const unquoted = /(?<name>[A-Za-z_$][\w$.-]{0,60})["'`]?\s{0,20}[=:]\s{0,20}\S{0,300}$/u;
const pairName = /["'`]?(?:name|key|Name|Key)["'`]?\s{0,4}[:=]\s{0,4}["'`]?(?<name>[\w.-]{1,60})["'`]?[\s,]{0,60}["'`-]{0,2}$/u;
const wrapper = /(?:(?:\[\]byte|string|bytes|str|Buffer\.from|(?:strings|bytes)\.Trim\w{1,20})\(\s{0,20}){1,4}(?=[bBrRuUfF@$]{0,2}$)/u;
/** Where the string literal that holds `at` begins: its quote's offset; -1 when none opens on this line. */
function openingQuote(line) {
	let open = -1;
	for (let i = 0; i < line.length; i++) {
		const char = line.charAt(i);
		if (char === "\\") i++;
		else if (open >= 0 ? char === line.charAt(open) : char === "\"" || char === "'" || char === "`") open = open >= 0 ? -1 : i;
	}
	return open;
}
const opensBelow = /(?:`|"""|'''|@["'])\\?\r?$/u;
/** What stands before the opening quote of a literal whose first line ends above `line`; nothing where none does. */
function leadAbove(window, lineStart) {
	const above = window.slice(window.lastIndexOf("\n", lineStart - 2) + 1, lineStart - 1);
	const quote = lineStart > 0 ? opensBelow.exec(above) : null;
	return quote && openingQuote(above) >= quote.index ? above.slice(0, quote.index) : void 0;
}
/** True for the argument in front that is no name: `login("admin", "x")`, `login("Ada B", "x")`. */
function isOtherArgument(lead, name) {
	const string = /(?<before>.)[\w$.-]{1,60}["'`]\s{0,20},\s{0,20}[bBrRuUfF@$]{0,2}$/u.exec(lead);
	if (!string) return false;
	return !/["'`]/u.test(string.groups?.["before"] ?? "") || /^[a-z]+$/u.test(name) && secretName(name) === void 0;
}
/** The name, or nothing where none stands. */
function assignedName(text, span) {
	const window = latin1(text.bytes, Math.max(0, span.start - reach$1), span.start);
	const line = window.slice(window.lastIndexOf("\n") + 1);
	const open = openingQuote(line);
	const above = line.trim() === "" ? leadAbove(window, window.length - line.length) : void 0;
	const lead = (above ?? (open >= 0 ? line.slice(0, open) : line)).replace(wrapper, "");
	const match = (open >= 0 || above !== void 0 ? beforeQuote : unquoted).exec(lead);
	const name = match?.groups?.["name"]?.replace(/^[-.$]{1,3}|[-.]$/gu, "");
	if (name === void 0 || name === "" || /^\d/u.test(name) || isOtherArgument(lead, name)) return void 0;
	if (!/^(?:value|default|defaultValue|val)$/iu.test(name)) return name;
	const start = window.length - line.length + (match?.index ?? 0);
	return pairName.exec(window.slice(0, start))?.groups?.["name"] ?? name;
}
//#endregion
//#region src/detect/structure/window.ts
/** True where a letter, digit or underscore stands at `at`. */
function isWordAt(text, at) {
	const code = text.charCodeAt(at);
	return code >= 48 && code <= 57 || code >= 65 && code <= 90 || code >= 97 && code <= 122 || code === 95;
}
//#endregion
//#region src/detect/entropy.ts
/** Shannon entropy of a latin1 string in bits per character. */
const counts = new Uint32Array(256);
function shannon(text) {
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i) & 255;
		counts[code] = (counts[code] ?? 0) + 1;
	}
	let bits = 0;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i) & 255;
		const count = counts[code] ?? 0;
		if (count === 0) continue;
		counts[code] = 0;
		const share = count / text.length;
		bits -= share * Math.log2(share);
	}
	return bits;
}
//#endregion
//#region src/detect/judge/identifier.ts
const shape$2 = /^[A-Za-z][A-Za-z\d]*$/u;
const mostDigits = 3;
const leastLetters = 3.5;
const fewestWords = 3;
const leastFamiliar$1 = .6;
const constant = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+){1,12}$/u;
const joined = /^[a-z][a-z\d]{0,20}(?:[-_][a-z\d]{1,20}){1,9}$/u;
const word = /^(?:[a-z]{2,20}|[a-z]{1,4}\d{1,2}[a-z]?|\d{1,3})$/u;
const mostlyLetters = .7;
const leastJoined = .3;
/** True for the name of a constant, `D3D_SYNC_OBJECT_0_1`: drawn values of any letters are not of capitals alone. */
function isConstant(value) {
	return constant.test(value) && /[A-Z]{3}/u.test(value);
}
/** True for words in small letters with hyphens or underscores between, `archive-mainnet-s3-node-1`: long enough for a token, and none. */
function isJoinedWords(value) {
	if (!joined.test(value)) return false;
	const parts = value.split(/[-_]/u);
	const letters = value.replaceAll(/[^a-z]/gu, "").length;
	return parts.every((part) => word.test(part)) && letters >= mostlyLetters * value.length && familiarity(value) >= leastJoined;
}
/**
* True for a name of programs, which consists of words and has few digits: `CloudAccountV2Node`, `addressLine1`. Drawn letters make
* short humps that read like no language.
*/
function isIdentifier(value) {
	if (!shape$2.test(value)) return false;
	if (value.replaceAll(/\D/gu, "").length > mostDigits) return false;
	const letters = value.replaceAll(/[^A-Za-z]/gu, "").length;
	const count = words(value).length;
	return count >= fewestWords && letters >= leastLetters * count && familiarity(value) >= leastFamiliar$1;
}
//#endregion
//#region src/detect/validate/base32.ts
const alphabet$2 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** The bytes of a Base32 text in either case, or nothing where a character is none of its alphabet. Left-over bits are dropped. */
function decodeBase32(text) {
	const bytes = new Uint8Array(Math.floor(text.length * 5 / 8));
	let bits = 0;
	let held = 0;
	let next = 0;
	for (const character of text.toUpperCase()) {
		const digit = alphabet$2.indexOf(character);
		if (digit < 0) return void 0;
		held = (held << 5 | digit) & 4095;
		bits += 5;
		if (bits >= 8) {
			bits -= 8;
			bytes[next++] = held >> bits;
		}
	}
	return bytes;
}
/** Upper-case Base32 of some bytes; left-over bits are zero. */
function encodeBase32(bytes) {
	let text = "";
	let bits = 0;
	let held = 0;
	for (const byte of bytes) {
		held = (held << 8 | byte) & 4095;
		bits += 8;
		for (; bits >= 5; bits -= 5) text += alphabet$2.charAt(held >> bits - 5 & 31);
	}
	return bits > 0 ? text + alphabet$2.charAt(held << 5 - bits & 31) : text;
}
//#endregion
//#region src/detect/validate/aws-access-key.ts
const prefixLength = 4;
const length$2 = 20;
const largestAccount = 999999999999;
/** Ids from before 2019 hold no account; their fifth character is below `Q`. */
function holdsAccount(value) {
	return value.charAt(prefixLength) >= "Q" || /\d/u.test(value.charAt(prefixLength));
}
/** No parameters. A possible account proves nothing (nine of ten random ids hold one): never more than `unknown`. */
const awsAccessKey = (value) => {
	if (value.length !== length$2) return "unknown";
	const bytes = decodeBase32(value.slice(prefixLength));
	if (!bytes || value !== value.toUpperCase()) return "invalid";
	if (!holdsAccount(value)) return "unknown";
	const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes;
	return (a & 127) * 2 ** 33 + b * 2 ** 25 + c * 2 ** 17 + d * 2 ** 9 + e * 2 + (f >> 7) > largestAccount ? "invalid" : "unknown";
};
//#endregion
//#region src/detect/validate/azure-devops.ts
const length$1 = 52;
const places = [
	22,
	8,
	7,
	2
];
const userToken = 3770247469;
const applicationToken = 270137646;
function checksumOf(bytes) {
	return crc32(bytes.filter((_, at) => !places.includes(at)));
}
const azureDevops = (value) => {
	const bytes = value.length === length$1 ? decodeBase32(value) : void 0;
	if (!bytes) return "unknown";
	const mask = (places.reduce((sum, at, index) => sum | (bytes[at] ?? 0) << 8 * index, 0) ^ checksumOf(bytes)) >>> 0;
	return mask === userToken || mask === applicationToken ? "valid" : "invalid";
};
//#endregion
//#region src/detect/validate/marvin32.ts
function rotate(value, by) {
	return value << by | value >>> 32 - by;
}
/** A seed as Azure names it: eight ASCII characters, read as a big-endian 64-bit number. */
function namedSeed(name) {
	let seed = 0n;
	for (const byte of Buffer.from(name, "latin1")) seed = seed << 8n | BigInt(byte);
	return seed;
}
/** The 32-bit hash of some bytes under a 64-bit seed, as an unsigned number. */
function marvin32(bytes, seed) {
	let low = Number(BigInt.asIntN(32, seed));
	let high = Number(BigInt.asIntN(32, seed >> 32n));
	const mix = (word) => {
		low = low + word | 0;
		high ^= low;
		low = rotate(low, 20) + high | 0;
		high = rotate(high, 9) ^ low;
		low = rotate(low, 27) + high | 0;
		high = rotate(high, 19);
	};
	const byte = (at) => bytes[at] ?? 0;
	const whole = bytes.length - bytes.length % 4;
	for (let i = 0; i < whole; i += 4) mix(byte(i) | byte(i + 1) << 8 | byte(i + 2) << 16 | byte(i + 3) << 24);
	let tail = 128;
	for (let i = bytes.length - 1; i >= whole; i--) tail = tail << 8 | byte(i);
	mix(tail);
	mix(0);
	return (low ^ high) >>> 0;
}
//#endregion
//#region src/detect/validate/azure-identifiable.ts
const checksumBytes = 4;
const tailLength = 6;
function encodedLength(size) {
	return Math.ceil(size / 3) * 4;
}
function isUrlSafe(parameters) {
	return parameters["alphabet"]?.[0] === "base64url";
}
/**
* Parameters: `signature` (the four characters), `bytes` (length of the key), `seeds` (names of the kinds that share the
* signature), `alphabet` (`base64url`, else standard Base64), and `replaced`, the characters that the service may have replaced after it had computed the checksum: a key
* without any of them may be valid all the same.
*/
const azureIdentifiable = (value, parameters) => {
	const size = Number(parameters["bytes"]?.[0]);
	const signature = parameters["signature"]?.[0] ?? "";
	const seeds = parameters["seeds"] ?? [];
	if (!(size > checksumBytes) || seeds.length === 0 || value.length !== encodedLength(size)) return "unknown";
	const bare = value.replace(/={1,2}$/u, "");
	const head = bare.slice(0, bare.length - tailLength);
	if (!(isUrlSafe(parameters) ? /^[\w-]+$/u : /^[A-Za-z0-9+/]+$/u).test(bare) || signature === "" || !head.endsWith(signature)) return "unknown";
	const key = Buffer.from(bare, "base64");
	if (key.length !== size) return "unknown";
	const stored = key.readUInt32LE(size - checksumBytes);
	const body = key.subarray(0, size - checksumBytes);
	if (seeds.some((seed) => marvin32(body, namedSeed(seed)) === stored)) return "valid";
	const replaced = parameters["replaced"];
	return replaced && !replaced.some((character) => value.includes(character)) ? "unknown" : "invalid";
};
//#endregion
//#region src/detect/validate/base64-bytes.ts
const longest$5 = 16384;
function percentDecoded(value) {
	return value.replace(/%(?:25)?([0-9a-f]{2})/giu, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
/** Parameter `bytes`: the lengths that the issuer makes. The right length proves little: never more than `unknown`. */
const base64Bytes = (value, parameters) => {
	const sizes = (parameters["bytes"] ?? []).map(Number);
	if (sizes.length === 0 || value.length > longest$5) return "unknown";
	const text = percentDecoded(value);
	if (!/^[\w+/-]+={0,2}$/u.test(text)) return "invalid";
	return sizes.includes(Buffer.from(text, "base64").length) ? "unknown" : "invalid";
};
//#endregion
//#region src/detect/validate/base64-login.ts
const longest$4 = 16384;
/** No parameters. `invalid` for an encoded placeholder, or a password that everybody tries; with a user before it or without. */
const base64Login = (value) => {
	if (value.length > longest$4) return "unknown";
	const text = Buffer.from(value, "base64").toString("latin1");
	if (!/^[\x20-\x7e]+$/u.test(text)) return "unknown";
	const password = text.slice(text.indexOf(":") + 1);
	return password.length < 3 || guessable$1(password) || placeholder(password) !== void 0 ? "invalid" : "unknown";
};
//#endregion
//#region src/detect/validate/bech32.ts
const alphabet$1 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generators = [
	996825010,
	642813549,
	513874426,
	1027748829,
	705979059
];
const checksumLength = 6;
const longest$3 = 4e3;
function polynomial(values) {
	let sum = 1;
	for (const value of values) {
		const top = sum >>> 25;
		sum = (sum & 33554431) << 5 ^ value;
		for (const [bit, generator] of generators.entries()) if (top >> bit & 1) sum ^= generator;
	}
	return sum;
}
function* expand(prefix) {
	for (const byte of Buffer.from(prefix)) yield byte >> 5;
	yield 0;
	for (const byte of Buffer.from(prefix)) yield byte & 31;
}
function* digits(data) {
	for (const character of data) yield alphabet$1.indexOf(character);
}
/** The six characters behind `head` (prefix, `1`, data), in the case of `head`. */
function computeBech32(head) {
	const folded = head.toLowerCase();
	const separator = folded.lastIndexOf("1");
	const data = digits(folded.slice(separator + 1));
	const sum = polynomial([
		...expand(folded.slice(0, separator)),
		...data,
		...new Array(checksumLength).fill(0)
	]) ^ 1;
	let text = "";
	for (let shift = 25; shift >= 0; shift -= 5) text += alphabet$1.charAt(sum >> shift & 31);
	return head === folded ? text : text.toUpperCase();
}
/** No parameters. Mixed case and foreign characters are no Bech32: `unknown`. */
const bech32 = (value) => {
	if (value.length > longest$3 || !/^[\x21-\x7e]{1,83}1[02-9ac-hj-np-z]{6,}$/iu.test(value)) return "unknown";
	if (value !== value.toLowerCase() && value !== value.toUpperCase()) return "unknown";
	return value.endsWith(computeBech32(value.slice(0, -checksumLength))) ? "valid" : "invalid";
};
//#endregion
//#region src/detect/validate/digits.ts
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const base62LowerFirst = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
/** `value` in the base of the alphabet, most significant digit first, padded on the left with its first character. */
function toDigits(value, alphabet, width) {
	let digits = "";
	for (let rest = value; rest > 0; rest = Math.floor(rest / alphabet.length)) digits = alphabet.charAt(rest % alphabet.length) + digits;
	return digits.padStart(width, alphabet.charAt(0));
}
//#endregion
//#region src/detect/validate/cask.ts
const bodyLength$1 = 80;
const seed$1 = namedSeed("Default0");
function hashBytes(body) {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(marvin32(Buffer.from(body, "base64"), seed$1));
	return bytes;
}
/** Base62 where each leading zero byte is a `0` of its own and the padding stands on the right. */
function paddedDigits(bytes) {
	const leadingZeros = bytes.findIndex((byte) => byte !== 0);
	const text = "0".repeat(leadingZeros < 0 ? bytes.length : leadingZeros) + toDigits(bytes.readUInt32BE(), base62, 0);
	return Buffer.from(text.padEnd(6, "0"), "base64").toString("base64");
}
/** The checksum that follows the first 80 characters: 4 characters in the short form, 6 and `==` in the long one. */
function computeCask(body, form) {
	const checksum = paddedDigits(hashBytes(body));
	return form === "long" ? checksum : checksum.slice(0, 4);
}
/** The same for keys made before the format of September 2024, whose checksum is plain Base64. */
function computeOldCask(body, form) {
	const bytes = hashBytes(body);
	return (form === "long" ? bytes : bytes.subarray(0, 3)).toString("base64");
}
/** No parameters: the same checksum guards the keys of every service. */
const cask = (value) => {
	if (value.length !== 84 && value.length !== 88) return "unknown";
	const body = value.slice(0, bodyLength$1);
	const form = value.length === 84 ? "short" : "long";
	if (!/^[A-Za-z0-9]{80}[A-Za-z0-9+/=]{4,8}$/u.test(value)) return "unknown";
	const tail = value.slice(bodyLength$1);
	return tail === computeCask(body, form) || tail === computeOldCask(body, form) ? "valid" : "invalid";
};
//#endregion
//#region src/detect/validate/crc.ts
const asBase62 = (sum) => toDigits(sum, base62, 6);
const asHex = (sum) => sum.toString(16).padStart(8, "0");
const asBytes = (sum) => Buffer.from(asHex(sum), "hex");
const asBase64 = (bytes) => bytes.toString("base64").slice(0, 6);
/** By validator name. The source of each stands with it; all were checked against published tokens. */
const crcLayouts = {
	github: {
		shape: /^gh[oprsu]_(?<covered>[A-Za-z0-9]{30}|[A-Za-z0-9]{70})[A-Za-z0-9]{6}$/u,
		write: asBase62
	},
	npm: {
		shape: /^npm_(?<covered>[A-Za-z0-9]{30})[A-Za-z0-9]{6}$/u,
		write: asBase62
	},
	vercel: {
		shape: /^vc[aciprk]_(?<covered>[\w-]{50})[A-Za-z0-9]{6}$/u,
		write: asBase62
	},
	cloudflare: {
		shape: /^cf(?:k|ut|at)_(?<covered>[A-Za-z0-9]{40})[0-9a-f]{8}$/u,
		write: asHex
	},
	zuplo: {
		shape: /^zpka_(?<covered>[0-9a-z]{32})_[0-9a-f]{8}$/u,
		write: (sum) => `_${asHex(sum)}`
	},
	atlassian: {
		shape: /^(?<covered>AT[A-Z]TT3[\w-]{20,400}=|ATBB[A-Za-z0-9]{24}|ATTA[0-9a-f]{64})[0-9A-F]{8}$/u,
		write: (sum) => asHex(sum).toUpperCase()
	},
	grafana: {
		shape: /^(?<covered>gl[a-z]{2,4}_[A-Za-z0-9]{32})_[0-9a-f]{8}$/u,
		write: (sum) => `_${asBytes(sum).reverse().toString("hex")}`
	},
	"gitlab-routable": {
		shape: /^(?<covered>[\w-]{1,320}\.(?:[0-9a-z]{2}\.)?[0-9a-z]{2})[0-9a-z]{7}$/u,
		write: (sum) => toDigits(sum, base36, 7)
	},
	chieftools: {
		shape: /^ct[A-Za-z0-9]{1,4}_(?<covered>[A-Za-z0-9]{30,242})[A-Za-z0-9]{6}$/u,
		write: asBase62
	},
	apiclub: {
		shape: /^apclb_(?<covered>[A-Za-z0-9]{24})[0-9a-f]{8}$/u,
		write: asHex
	},
	canva: {
		shape: /^(?<covered>cnvca[\w-]{43})[0-9a-f]{8}$/u,
		write: asHex
	},
	cashfree: {
		shape: /^cfsk_ma_(?:prod|test)_(?<covered>[0-9a-f]{32})_[0-9a-f]{8}$/u,
		write: (sum) => `_${asHex(sum)}`
	},
	cloudsmith: {
		shape: /^(?<covered>csa_[0-9a-f]{30})[\w+/-]{6}$/u,
		write: (sum) => asBase64(asBytes(sum))
	},
	confluent: {
		shape: /^cflt(?<covered>[A-Za-z0-9+/]{54})[A-Za-z0-9+/]{6}$/u,
		write: (sum) => asBase64(asBytes(sum).reverse())
	},
	prefect: {
		shape: /^pn[bu]_(?<covered>[A-Za-z0-9]{30})[A-Za-z0-9]{6}$/u,
		write: (sum) => toDigits(sum, base62LowerFirst, 6)
	},
	"yandex-captcha": {
		shape: /^(?<covered>ysc[12]_[A-Za-z0-9]{40})[0-9a-f]{8}$/u,
		write: asHex
	}
};
const longestToken = 1e3;
/** The tail of a token whose sum covers `covered`. */
function computeCrcTail(layout, covered) {
	return layout.write(crc32(covered));
}
/** A validator for tokens of one layout. No parameters. */
function crcValidator(layout) {
	return (value) => {
		if (value.length > longestToken) return "unknown";
		const covered = layout.shape.exec(value)?.groups?.["covered"];
		if (covered === void 0) return "unknown";
		return value.endsWith(computeCrcTail(layout, covered)) ? "valid" : "invalid";
	};
}
//#endregion
//#region src/detect/validate/discord.ts
const longest$2 = 100;
/** No parameters. The id is public: never more than `unknown`. */
const discord = (value) => {
	const end = value.indexOf(".");
	if (end < 0 || value.length > longest$2) return "unknown";
	return /^\d{17,20}$/u.test(Buffer.from(value.slice(0, end), "base64").toString("latin1")) ? "unknown" : "invalid";
};
//#endregion
//#region src/detect/validate/encoded-json.ts
const longest$1 = 4096;
const shape$1 = /^[a-z]{0,8}[._]?(?<json>eyJ[\w+/-]{8,4000})/u;
function parse(text) {
	try {
		return JSON.parse(Buffer.from(text, "base64").toString("utf8"));
	} catch {
		return;
	}
}
/** Parameter `fields`: what the object must hold. Having them proves little: never more than `unknown`. */
const encodedJson = (value, parameters) => {
	const { json } = (value.length > longest$1 ? void 0 : shape$1.exec(value)?.groups) ?? {};
	if (json === void 0) return "unknown";
	const parsed = parse(json) ?? parse(json.slice(0, json.lastIndexOf("_")));
	if (typeof parsed !== "object" || parsed === null) return "invalid";
	return (parameters["fields"] ?? []).every((field) => Object.hasOwn(parsed, field)) ? "unknown" : "invalid";
};
//#endregion
//#region src/detect/validate/entra.ts
const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
const seed = namedSeed("AadPwd00");
const bodyLength = 37;
/** The three characters that end a secret whose first 37 are `body`: the upper half of six digits in base 66. */
function computeEntra(body) {
	return toDigits(marvin32(Buffer.from(body, "latin1"), seed), alphabet, 6).slice(0, 3);
}
/** Only the present form has a checksum; the `7Q~` one before it is `unknown`. */
const entra = (value) => {
	if (!/^[\w~.-]{3}8Q~[\w~.-]{34}$/u.test(value)) return "unknown";
	return computeEntra(value.slice(0, bodyLength)) === value.slice(bodyLength) ? "valid" : "invalid";
};
//#endregion
//#region src/model/crypto.ts
let loaded;
/**
* Node's cryptography. It takes a tenth of the start of a scan to load, and a commit hook that finds nothing needs none of it. Node
* brings all exports of a module up to date each time it is asked for it, which costs more than a hash.
*/
function crypto() {
	return loaded ??= process.getBuiltinModule("node:crypto");
}
//#endregion
//#region src/detect/validate/github-fine-grained.ts
const hashLength = 8;
const shape = /^(?<covered>github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{43})(?<hash>[A-Z2-7]{8})[A-Za-z0-9]{8}$/u;
/** The eight characters behind `covered`, the token without its last sixteen. */
function computeGithubFineGrained(covered) {
	return encodeBase32(crypto().createHash("sha256").update(covered, "latin1").digest()).slice(0, hashLength);
}
/** A token of the right shape whose hash is not Base32 is `unknown`: the scheme is not documented by GitHub. */
const githubFineGrained = (value) => {
	const { covered, hash } = (value.length === 93 ? shape.exec(value)?.groups : void 0) ?? {};
	if (covered === void 0) return "unknown";
	return computeGithubFineGrained(covered) === hash ? "valid" : "invalid";
};
//#endregion
//#region src/detect/validate/jfrog-reference.ts
const length = 64;
/** No parameters. The right head proves little: never more than `unknown`. */
const jfrogReference = (value) => {
	if (value.length !== length) return "unknown";
	return /^reftkn:\d{2}:\d{10}:[A-Za-z0-9]{20,40}$/u.test(Buffer.from(value, "base64").toString("latin1")) ? "unknown" : "invalid";
};
//#endregion
//#region src/detect/validate/jwt.ts
const longestHeader = 8192;
function header(value) {
	const end = value.indexOf(".");
	if (end < 2 || end > longestHeader || !/^[\w-]+$/u.test(value.slice(0, end))) return void 0;
	try {
		return JSON.parse(Buffer.from(value.slice(0, end), "base64url").toString("utf8"));
	} catch {
		return;
	}
}
/** No parameters. */
const jwt = (value) => {
	const parsed = header(value);
	if (typeof parsed !== "object" || parsed === null || !Object.hasOwn(parsed, "alg")) return "invalid";
	return typeof parsed.alg === "string" ? "valid" : "invalid";
};
//#endregion
//#region src/detect/validate/macaroon.ts
const longest = 8192;
const version = 2;
const endOfSection = 0;
const signature = 6;
const signatureLength = 32;
/** The field that begins at `at`, and where the next one does. Lengths are varints; none is longer than two bytes here. */
function field(bytes, at) {
	const [type, low, high = 0] = bytes.subarray(at, at + 3);
	if (type === void 0) return void 0;
	if (type === endOfSection) return {
		type,
		length: 0,
		end: at + 1
	};
	if (low === void 0 || high >= 128) return void 0;
	const isShort = low < 128;
	const length = isShort ? low : low & 127 | high << 7;
	const end = at + (isShort ? 2 : 3) + length;
	return end > bytes.length ? void 0 : {
		type,
		length,
		end
	};
}
/** True when the fields end with the signature, and it with the text. */
function isComplete(bytes) {
	if (bytes[0] !== version) return false;
	for (let at = 1; at < bytes.length;) {
		const next = field(bytes, at);
		if (!next || next.type > signature) return false;
		if (next.type === signature) return next.length === signatureLength && next.end === bytes.length;
		at = next.end;
	}
	return false;
}
/** PyPI tokens. No parameters; a complete one proves little: never more than `unknown`. */
const pypiMacaroon = (value) => {
	if (!value.startsWith("pypi-") || value.length > longest) return "unknown";
	return isComplete(Buffer.from(value.slice(5), "base64url")) ? "unknown" : "invalid";
};
const arrayOfFour = 148;
const arrayOfThree = 147;
const bytesFollow = 196;
/** Fly.io tokens: an array of nonce, location, caveats and signature, the nonce an array of three that begins with bytes. */
const flyMacaroon = (value) => {
	const body = /^fm(?:1[ar]|2)_(?<body>[A-Za-z0-9+/]{8})/u.exec(value)?.groups?.["body"];
	if (body === void 0) return "unknown";
	const [first, second, third] = Buffer.from(body, "base64");
	return first === arrayOfFour && second === arrayOfThree && third === bytesFollow ? "unknown" : "invalid";
};
//#endregion
//#region src/detect/validate/validators.ts
/** Every validator by the name that rules use. */
const validators = {
	"aws-access-key": awsAccessKey,
	"azure-devops": azureDevops,
	"azure-identifiable": azureIdentifiable,
	"base64-bytes": base64Bytes,
	"base64-login": base64Login,
	bech32,
	cask,
	discord,
	"encoded-json": encodedJson,
	entra,
	"fly-macaroon": flyMacaroon,
	"github-fine-grained": githubFineGrained,
	"jfrog-reference": jfrogReference,
	jwt,
	"pypi-macaroon": pypiMacaroon,
	...Object.fromEntries(Object.entries(crcLayouts).map(([name, layout]) => [name, crcValidator(layout)]))
};
//#endregion
//#region src/detect/validate/verdict.ts
/** What reasons say of an invalid value. */
const mismatch = "checksum does not match";
//#endregion
//#region src/detect/pattern-rule.ts
const edges = {
	word: {
		before: /\w/u,
		after: /\w/u
	},
	base64: {
		before: /[\w+/-]/u,
		after: /[\w+/=-]/u
	},
	none: void 0
};
const origin = /^https?:\/\/(?!example\.)[^/?#]{1,253}(?=\/)/iu;
const regexes = /* @__PURE__ */ new Map();
/** A rule's regex, made on first use: most rules never fire in a scan. */
function ruleRegex(rule, flags) {
	let regex = regexes.get(rule);
	if (!regex) {
		regex = new RegExp(rule.pattern ?? rule.value ?? "(?!)", rule.ignoreCase ? `${flags}i` : flags);
		regexes.set(rule, regex);
	}
	return regex;
}
/** True when a match of `rule` may begin at `start` and end at `end`, by the characters that touch it. */
function atBoundary(rule, window, start, end) {
	const edge = edges[rule.boundary];
	if (!edge) return true;
	return !(start > 0 && edge.before.test(window.charAt(start - 1))) && !(end < window.length && edge.after.test(window.charAt(end)));
}
/** True where a match ends with its window and the text goes on with what no match may be followed by. */
function isCut(rule, { bytes }, end) {
	return !atBoundary(rule, latin1(bytes, end, end + 1), 0, 0);
}
/** Where the value stands: the first of the groups `secret`, `secret2`, ... that took part, else the whole match. */
function valueOf(match) {
	const { groups } = match.indices ?? {};
	for (const [name, place] of Object.entries(groups ?? {})) if (place && place[1] > place[0] && name.startsWith("secret")) return place;
	return [match.index, match.index + match[0].length];
}
const smallLetters = /^[A-Za-z\d]{1,12}[._-](?<rest>[a-z]{16,120})$/u;
const leastFamiliar = .3;
const fewestLetters = 8;
/** True for words in place of a token: `abc_thetokenofthistest`. */
function isWords(value) {
	const rest = smallLetters.exec(value)?.groups?.["rest"];
	return rest !== void 0 && familiarity(rest) >= leastFamiliar && new Set(rest).size >= fewestLetters;
}
/** Turns a match into a candidate: entropy floor, checksum, placeholders. Nothing where the value cannot be one. */
function judgeMatch(rule, value, span, name) {
	const verdict = rule.checksum ? validators[rule.checksum]?.(value, rule.parameters) ?? "unknown" : "unknown";
	const reasons = [`format of ${rule.title}`];
	let confidence = rule.confidence;
	if (verdict === "valid") {
		confidence = isDocumented(value) ? "low" : "high";
		reasons.push("checksum valid", ...confidence === "low" ? ["a value from a vendor's documentation"] : []);
	} else {
		if (rule.entropy > 0 && shannon(value) < rule.entropy) return void 0;
		const held = placeholder(value.replace(origin, "")) ?? (isWords(value) ? "it reads like words" : void 0);
		if (verdict === "invalid") {
			confidence = confidence === "high" ? "medium" : "low";
			reasons.push(mismatch);
		}
		if (held) {
			confidence = "low";
			reasons.push(held);
		}
	}
	return {
		ruleId: rule.id,
		kind: rule.kind,
		span,
		severity: rule.severity,
		confidence,
		...name === void 0 ? {} : { name },
		...verdict === "unknown" ? {} : { checksum: verdict },
		reasons,
		also: []
	};
}
const blobReach = 160;
const leastBlob = 96;
const wrappedLine = /^[A-Za-z\d+/]{58,76}={0,2}\r?$/u;
/** True in the lines of a mail's attachment, of an image or of a certificate: more Base64 on the line, and on the one above or below. */
function isInWrapped(lead, match, tail) {
	const above = lead.split("\n");
	const below = tail.split("\n");
	const line = `${above.pop() ?? ""}${match}${below.shift() ?? ""}`;
	if (line.trimEnd().length === match.length || !wrappedLine.test(line)) return false;
	return wrappedLine.test(above.pop() ?? "") || wrappedLine.test(below.shift() ?? "");
}
/** True for a line between two of the same length, in one of which stand signs that no such token has: so no list of tokens. */
function isLineOfWrapped(lead, match, tail) {
	if (!lead.endsWith("\n") || !/^\r?\n/u.test(tail)) return false;
	const around = [lead.split("\n").at(-2), tail.split("\n")[1]].map((line) => line?.trimEnd() ?? "");
	return around.every((line) => line.length === match.length && wrappedLine.test(line)) && around.some((line) => /[+/]/u.test(line));
}
/** True where a match is a piece of a longer run of Base64, as of an image or a font: any short format occurs there by chance. */
function isInBlob({ bytes }, start, end) {
	const before = bytes[start - 1];
	const after = bytes[end];
	if (before === 10 && (after === 10 || after === 13)) return isLineOfWrapped(latin1(bytes, Math.max(0, start - blobReach), start), latin1(bytes, start, end), latin1(bytes, end, end + blobReach));
	if (before !== 43 && before !== 47 && after !== 43 && after !== 47) return false;
	const lead = latin1(bytes, Math.max(0, start - blobReach), start);
	const tail = latin1(bytes, end, end + blobReach);
	if (isInWrapped(lead, latin1(bytes, start, end), tail)) return true;
	const around = `${/[A-Za-z\d+/]*$/u.exec(lead)?.[0] ?? ""}${/^[A-Za-z\d+/]*/u.exec(tail)?.[0] ?? ""}`;
	return around.length >= leastBlob && /\d/u.test(around) && /[A-Z]/u.test(around) && /[a-z]/u.test(around);
}
/** Confirms a `pattern` rule at one hit of its anchor: the regex runs on a small window, never on the text. */
function patternCandidate(rule, text, at, anchorLength, accept = () => true) {
	const from = Math.max(0, at - rule.before - 1);
	const window = latin1(text.bytes, from, at + rule.length + 1);
	const anchorAt = at - from;
	const regex = ruleRegex(rule, "dg");
	regex.lastIndex = at > 0 && rule.before === 0 ? anchorAt : 0;
	for (let match = regex.exec(window); match; match = regex.exec(window)) {
		const end = match.index + match[0].length;
		if (match.index > anchorAt) return void 0;
		regex.lastIndex = match.index + 1;
		if (end < anchorAt + anchorLength || !atBoundary(rule, window, match.index, end)) continue;
		if (end === window.length && isCut(rule, text, from + end)) continue;
		if (!/[^A-Za-z\d+/=]/u.test(match[0]) && isInBlob(text, from + match.index, from + end)) continue;
		const [start, stop] = valueOf(match);
		const span = {
			start: from + start,
			end: from + stop
		};
		if (!accept(span, {
			start: from + match.index,
			end: from + end
		})) return void 0;
		const candidate = judgeMatch(rule, window.slice(start, stop), span, match.groups?.["name"]);
		if (candidate) return candidate;
	}
}
//#endregion
//#region src/detect/named-rule.ts
const reach = 96;
const longestValue = 600;
const hash = /(?:commit|sha-?\d{0,3}|rev|revision|reference|uuid|hash|digest|checksum|etag|md5|\bh1(?::[\w+/]{1,44})?|(?:request|trace|span|correlation|gravatar)[_-]?id)(?:\W{0,6}|["'`]?\s{0,4}:\s{1,24}["'`])$|[?&]ref=$|\/(?:blob|tree|commits?|raw)\/$/iu;
const ofField = /\bplaceholder["'`]?\s{0,3}[:=]\s{0,3}\{?\s?["'`]$/iu;
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu;
const idName = /(?:(?:[a-z][_-]|^_?|["'])id|[A-Z]_ID|[a-z]I[dD]|[cC]hannel|CHANNEL)\W{0,70}$/u;
const secretId = /secret[_-]?id\W{0,70}$/iu;
const member = /^(?:\.[A-Za-z_]|\()/u;
const ofFile = /(?:\/[^"'\n]{0,60}|\.(?!(?:key|token|secret|auth|pass|pwd|api)["'])[a-z]\w{0,4})["']\s{0,2}:\s{0,2}["']$/iu;
const otherItems = /,[^\n=:]+(?<=["'\d]|NULL)\s{0,4},\s{0,4}["']?$/u;
const nextItem = /^(?<text>[^"'\n]{0,90})["']\s{0,4},\s{0,4}["']$/u;
const digest = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128})$/iu;
const numeral = /^0x[\da-f]{1,16}(?:_[\da-f]{1,16}){0,8}$/iu;
const evidence = /[=:>,(]|secret|key|token|passw|pwd|auth|access|private|api|cred|\bid\b|bearer/iu;
const secretWord = /secret|key|token|passw|pwd|auth|access|private|api|cred|bearer|(?:^|[^a-z])pat(?![a-z])/iu;
const endsInSecret = /(?:secret|key|token|api|access|private)$/iu;
const joinedBySecret = /^_?(?:SECRET|PRIVATE|ACCESS|KEY|TOKEN)-$/u;
const leastNearEntropy = 3;
const repeated = /(.)\1{5}/u;
const nearRegexes = /* @__PURE__ */ new Map();
function nearRegex(source) {
	const known = nearRegexes.get(source) ?? new RegExp(source, "y");
	nearRegexes.set(source, known);
	return known;
}
/** True when the name at `at` begins a word of an identifier: `box` does not begin one in `mailbox`. */
function beginsWord(window, at) {
	if (at === 0) return true;
	const before = window.charCodeAt(at - 1);
	const first = window.charCodeAt(at);
	const isLower = before >= 97 && before <= 122;
	if (!isLower && !(before >= 65 && before <= 90)) return true;
	return isLower && first >= 65 && first <= 90;
}
/** True when the name ends a word: `segment` does not in `segments`, and does in `segmentKey` and `SEGMENT_KEY`. */
function endsWord(window, end) {
	const last = window.charCodeAt(end - 1);
	const after = window.charCodeAt(end);
	if (!(after >= 97 && after <= 122 || after >= 65 && after <= 90)) return true;
	if (last >= 97 && last <= 122 && after >= 65 && after <= 90) return true;
	return /^(?:api|key|token|secret|access|auth|private|client|app|pass|bot|webhook|user|account|cred|id)/iu.test(window.slice(end, end + 8));
}
/** True for what a class of Python or Ruby is made from: `class AcmeTests(OAuth2TestsMixin, TestCase):`. */
function isParent({ window, nameAt }, between) {
	return /\bclass\s{1,4}\w{0,40}$/u.test(window.slice(0, nameAt)) && /^\w{0,40}\s?(?:\(|<\s)/u.test(between);
}
/** True for a name or number of a program, in letters of one case where the rule's values have those of any. */
function isName(rule, value) {
	if (numeral.test(value)) return value.includes("_");
	const regex = ruleRegex(rule, "dy");
	regex.lastIndex = 0;
	return isConstant(value) && regex.test(value.toLowerCase());
}
/** The whole identifier that holds the name. */
function identifierOf({ window, nameAt, nameEnd }, valueAt) {
	const lead = /[\w.-]{0,40}$/u.exec(window.slice(0, nameAt))?.[0] ?? "";
	const tail = /^[\w.-]{0,60}/u.exec(window.slice(nameEnd, valueAt))?.[0] ?? "";
	return `${lead}${window.slice(nameAt, nameEnd)}${tail}`.replace(/^[-.]{1,3}/u, "");
}
/** Name and value with nothing but a space between them, the name being no piece of a path or package: `chartmogul 1f2e...`. */
function standsBeside({ window, nameAt }, between) {
	return /^["'`]?[ \t]{1,3}["'`]?$/u.test(between) && !(nameAt > 0 && /[\w./@-]/u.test(window.charAt(nameAt - 1)));
}
/** True for a value that is an item of a list, and the name another one or a word of a text in it. */
function isOfList({ window, nameAt, nameEnd }, between) {
	if (otherItems.test(between)) return true;
	const text = nextItem.exec(between)?.groups?.["text"];
	const lead = /["'](?<text>[^"'\n]*)$/u.exec(window.slice(0, nameAt))?.groups?.["text"];
	return text !== void 0 && lead !== void 0 && /\s/u.test(lead + window.slice(nameAt, nameEnd) + text);
}
/** The candidate for a value at `at`, if one of the rule's format stands there. */
function valueAt(place, at) {
	const { rule, window, from, nameAt, nameEnd } = place;
	const regex = ruleRegex(rule, "dy");
	regex.lastIndex = at;
	const match = regex.exec(window);
	if (!match) return void 0;
	const end = at + match[0].length;
	const between = window.slice(nameEnd, at);
	if (hash.test(between) || ofField.test(between) || !atBoundary(rule, window, at, end)) return void 0;
	if (rule.run === true && !holdsDigitRun(match[0])) return void 0;
	if (isJoinedWords(match[0]) || isIdentifier(match[0]) || isName(rule, match[0])) return void 0;
	if (isParent(place, between)) return void 0;
	if (digest.test(match[0]) && (ofFile.test(between) || isOfList(place, between))) return void 0;
	if (uuid.test(match[0]) && !rule.id.endsWith("-id") && idName.test(between) && !secretId.test(between)) return void 0;
	if (!uuid.test(match[0]) && member.test(window.slice(end, end + 2)) && /[\w*&\s({,.]$/u.test(between)) return void 0;
	if (!(evidence.test(between) || endsInSecret.test(window.slice(nameAt, nameEnd))) && !(standsBeside(place, between) && /\d/u.test(match[0]))) return void 0;
	const [start, close] = valueOf(match);
	const span = {
		start: from + start,
		end: from + close
	};
	if (!place.accept(span, {
		start: from + at,
		end: from + end
	})) return void 0;
	return judgeMatch(rule, window.slice(start, close), span, identifierOf(place, at));
}
/**
* The same for a value that is almost of the format, on the same line; the name or what stands between must say that it is a secret.
* `isDrawn` tells a value from a word.
*/
function nearAt(place, at, isDrawn) {
	const { rule, window, from, nameAt, nameEnd } = place;
	if (rule.near === void 0) return void 0;
	const between = window.slice(nameEnd, at);
	if ((between.endsWith("-") || between.endsWith("/")) && !joinedBySecret.test(between) || between.includes("\n")) return void 0;
	if (!(secretWord.test(between) || endsInSecret.test(window.slice(nameAt, nameEnd)))) return void 0;
	if (hash.test(between) || ofField.test(between)) return void 0;
	const regex = nearRegex(rule.near);
	regex.lastIndex = at;
	const value = regex.exec(window)?.[0];
	if (value === void 0 || !atBoundary(rule, window, at, at + value.length)) return void 0;
	if (!isDrawn(value) || shannon(value) < leastNearEntropy || repeated.test(value)) return void 0;
	if (placeholder(value) !== void 0 || isIdentifier(value)) return void 0;
	const candidate = judgeMatch(rule, value, {
		start: from + at,
		end: from + at + value.length
	}, identifierOf(place, at));
	return candidate && {
		...candidate,
		confidence: "medium",
		near: true,
		reasons: [`almost the format of ${rule.title}`]
	};
}
/** What the rule looks at where one of its names stands at `at`; nothing where it is a piece of another word. */
function placeAt(rule, text, at, nameLength, accept = () => true) {
	const from = Math.max(0, at - 40);
	const window = latin1(text.bytes, from, at + nameLength + reach + longestValue);
	const nameAt = at - from;
	const nameEnd = nameAt + nameLength;
	if (!beginsWord(window, nameAt) || !endsWord(window, nameEnd)) return void 0;
	return {
		rule,
		window,
		from,
		nameAt,
		nameEnd,
		accept
	};
}
64 + reach + longestValue;
/** Confirms a `names` + `value` rule at one hit of a name: the value follows within reach, behind an operator or a word such as `secret`. */
function namedCandidate(rule, text, at, nameLength, accept) {
	const place = placeAt(rule, text, at, nameLength, accept);
	if (!place) return void 0;
	const { window, nameEnd } = place;
	const limit = Math.min(window.length, nameEnd + reach);
	let newline = -100;
	let nearly;
	for (let i = nameEnd; i < limit; i++) {
		if (i > nameEnd) {
			const code = window.charCodeAt(i - 1);
			if (code === 59 || code === 123 || code === 125) break;
			if (code === 10) {
				if (i - newline <= 61) break;
				newline = i;
			}
			if (isWordAt(window, i - 1) || code === 43) continue;
		}
		const candidate = valueAt(place, i);
		const own = candidate && newline >= nameEnd ? assignedName(text, candidate.span) : void 0;
		if (candidate) return own === void 0 ? candidate : {
			...candidate,
			name: own
		};
		nearly ??= nearAt(place, i, holdsDigitRun);
	}
	return nearly;
}
//#endregion
//#region src/detect/user-rules/allow.ts
/** Lines longer than this are cut around the match. */
const longestLine = 4e3;
function lineOf({ bytes }, { start, end }) {
	const from = Math.max(bytes.lastIndexOf(10, Math.max(0, start - 1)) + 1, start - longestLine, 0);
	const newline = bytes.indexOf(10, end);
	return bytes.toString("latin1", Math.min(from, start), Math.min(newline < 0 ? bytes.length : newline, end + longestLine));
}
/** Builds the check of one entry. */
function entryCheck({ paths, values, matches, lines, words, when = "any" }) {
	const lists = [];
	const add = (sources, read) => {
		if (!sources) return;
		const regexes = sources.map((source) => new RegExp(source));
		lists.push((input) => {
			const text = read(input);
			return regexes.some((regex) => regex.test(text));
		});
	};
	const slice = ({ bytes }, { start, end }) => bytes.toString("latin1", start, end);
	add(paths, ({ text }) => text.path);
	add(values, ({ text, value }) => slice(text, value));
	add(matches, ({ text, match }) => slice(text, match));
	add(lines, ({ text, match }) => lineOf(text, match));
	if (words) {
		const folded = words.map((word) => word.toLowerCase());
		lists.push(({ text, value }) => {
			const held = text.bytes.toString("utf8", value.start, value.end).toLowerCase();
			return folded.some((word) => held.includes(word));
		});
	}
	if (lists.length === 0) return () => false;
	return (input) => when === "all" ? lists.every((check) => check(input)) : lists.some((check) => check(input));
}
/** True for a match that one of the entries allows. Regexes are made on first use. */
function allowCheck(entries) {
	let checks;
	return (input) => {
		checks ??= entries.map(entryCheck);
		return checks.some((check) => check(input));
	};
}
//#endregion
//#region src/detect/user-rules/search.ts
/** What is asked of one text more than once. */
var Asked = class {
	text;
	#lower;
	#wanted = /* @__PURE__ */ new Map();
	constructor(text) {
		this.text = text;
	}
	/** True where the rule looks at this text: by its path and keywords. */
	isWanted(prepared) {
		let wanted = this.#wanted.get(prepared);
		if (wanted === void 0) {
			const { path, rule } = prepared;
			wanted = (path?.test(this.text.path) ?? true) && this.#holds(rule.keywords);
			this.#wanted.set(prepared, wanted);
		}
		return wanted;
	}
	#holds(keywords) {
		if (keywords.length === 0) return true;
		const lower = this.#lower ??= this.text.bytes.toString("utf8").toLowerCase();
		return keywords.some((keyword) => lower.includes(keyword));
	}
};
function acceptFor({ allows }, text) {
	return (value, match) => !allows({
		text,
		value,
		match
	});
}
/** Matches of a pattern in the whole text, at most so many. */
function textCandidates(prepared, text, content, most) {
	const { detector } = prepared.rule;
	const accept = acceptFor(prepared, text);
	const regex = ruleRegex(detector, "dg");
	const found = [];
	regex.lastIndex = 0;
	for (let match = regex.exec(content); match && found.length < most; match = regex.exec(content)) {
		const end = match.index + match[0].length;
		const [start, stop] = valueOf(match);
		const isWhole = end > match.index && stop > start && atBoundary(detector, content, match.index, end);
		const isAllowed = isWhole && !accept({
			start,
			end: stop
		}, {
			start: match.index,
			end
		});
		const candidate = isWhole && !isAllowed ? judgeMatch(detector, content.slice(start, stop), {
			start,
			end: stop
		}, void 0) : void 0;
		if (candidate) found.push(candidate);
		regex.lastIndex = candidate || isAllowed ? end : match.index + 1;
	}
	return found;
}
/** A file that should not be there: reported at its first line, of which nothing is taken for a value. */
function pathCandidate({ rule: { detector } }, { bytes }) {
	const newline = bytes.subarray(0, 4096).indexOf(10);
	return {
		ruleId: detector.id,
		kind: detector.kind,
		span: {
			start: 0,
			end: newline < 0 ? Math.min(bytes.length, 4096) : newline
		},
		severity: detector.severity,
		confidence: detector.confidence,
		reasons: ["path of the file"],
		holdsValue: false,
		also: []
	};
}
/** Prepares the rules. Of a text they give at most so many candidates. */
function createUserRuleSearch(rules, most = Number.POSITIVE_INFINITY) {
	const prepared = rules.map((rule) => ({
		rule,
		...rule.path !== void 0 && { path: new RegExp(rule.path) },
		allows: allowCheck(rule.allow)
	}));
	const numbers = new Map(prepared.map((one, number) => [one, number]));
	const inLane = (...lanes) => prepared.filter(({ rule }) => lanes.includes(rule.lane));
	const placed = inLane("anchor", "name");
	const literals = literalOwners(placed.map(({ rule }) => rule.detector), []);
	const tables = literals.length === 0 ? void 0 : compileTables(literals.map(({ literal }) => literal));
	const texts = inLane("text");
	const paths = inLane("path");
	return { search(text, enter) {
		const asked = new Asked(text);
		let found = [];
		const start = (one) => {
			enter(numbers.get(one) ?? 0);
			return !(text.binary && one.rule.kind !== "provider") && asked.isWanted(one);
		};
		if (tables) search(text.bytes, tables, 1, (number, at) => {
			const { literal, owners } = literals[number] ?? { owners: [] };
			for (const owner of found.length < most ? owners : []) {
				const one = placed[owner];
				if (!one || !literal || !start(one)) continue;
				const candidate = (one.rule.lane === "name" ? namedCandidate : patternCandidate)(one.rule.detector, text, at, literal.text.length, acceptFor(one, text));
				if (candidate) found.push(candidate);
			}
		});
		let content;
		for (const one of texts) if (found.length < most && start(one)) {
			content ??= text.bytes.toString("latin1");
			found = [...found, ...textCandidates(one, text, content, most - found.length)];
		}
		for (const one of paths) {
			enter(numbers.get(one) ?? 0);
			const whole = {
				start: 0,
				end: 0
			};
			if (asked.isWanted(one) && !one.allows({
				text,
				value: whole,
				match: whole
			})) found.push(pathCandidate(one, text));
		}
		return found;
	} };
}
//#endregion
//#region src/detect/user-rules/worker.ts
/** The name stays here: the host reads it from the text. */
function found({ ruleId, kind, span, severity, confidence, checksum, reasons, holdsValue }) {
	return {
		ruleId,
		kind,
		span,
		severity,
		confidence,
		reasons,
		...checksum && { checksum },
		...holdsValue === false && { holdsValue }
	};
}
const { rules, mostCandidates, state } = workerData;
const own = createUserRuleSearch(rules, mostCandidates + 1);
const cells = new Int32Array(state);
parentPort?.on("message", ({ number, path, binary, bytes, length }) => {
	const text = {
		path,
		binary,
		bytes: Buffer.from(bytes, 0, length),
		encoding: "utf-8"
	};
	let answer;
	try {
		answer = {
			number,
			found: own.search(text, (rule) => {
				Atomics.store(cells, 0, rule);
			}).map(found)
		};
	} catch {
		answer = {
			number,
			found: [],
			failed: true
		};
	}
	Atomics.store(cells, 1, number);
	parentPort?.postMessage(answer);
});
parentPort?.postMessage({
	number: 0,
	found: []
});
//#endregion
export {};
