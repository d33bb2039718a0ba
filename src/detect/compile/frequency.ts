// How often bytes and trigrams occur in source code, so that the search asks for rare ones.

// Shares of bytes in source code, counted over the files of a large Go and a large TypeScript project, in thousandths.
const shares =
  " 150 e85 t63 n49 r49 o48 i46 a46 s45 l30 d28 c27 u22 p21 m19 f16 g14 h14 .14 y11 b11 v9 w8 k7 x4 q2 j2 z2 _8 -5 (10 )10 \"9 '4 ,10 ;5 :7 =8 /11 {5 }5 [4 ]4 *3 +1 <2 >3 !1 ?1 |1 &1 \\1 #1 @1 $2 %1 ~1 ^1 `2 08 18 26 34 44 34 34 23 24 23";
const byteShare = new Float64Array(256).fill(0.0002);
for (const [, char = "", thousandths] of shares.matchAll(/(.)([\d.]+)(?: |$)/gu)) {
  const code = char.charCodeAt(0);
  byteShare[code] = Number(thousandths) / 1000;
  if (/[a-z]/u.test(char)) byteShare[code - 32] = Number(thousandths) / 8000;
}
byteShare[10] = 0.03;
byteShare[9] = 0.05;

/** How often a byte occurs in source code, 0..1. */
export function shareOf(byte: number): number {
  return byteShare[byte] ?? 0;
}

// The commonest trigrams of the same files without case, the most frequent first: letters are far from independent.
const commonTrigrams =
  "ioncontioameenting renamodeonsres therrate cotypypetheectnodestturstrtertesrethe atiexpetutriontpodurnreaif sta" +
  "nstnteringetextst forrn ilepecon  ined menparessveruncortprorcerrotedfuncheperour errorsouurce: torinterssioval" +
  "or esoratfil no stctitatindmetclaporeattexaraineer pre isistcreserramageeleice ifse f (lic toacerenssietemesner" +
  "patng  excomdatereptiopedefthiandainv1.tincesumeoptithallasesethisert de poes jecalidecndeecliteequementswitult" +
  "tennce gebleetatru anevexpeapintato nct pr capacmodginworeraobjletablonftemendatharetaifieeadis olutarrr fertch" +
  " sectxaluof ass.coitistespeervernluestilselar fuespostberlins: atusparefencnfivolens paurense mantiroptimnd req" +
  " foefiubeoreliedernt  a kubmap ofnewnilbjece oun(no.nalumorknot faargecolenuleienfigena meivecto niusedul= ne =" +
  " te trimeiniificliuntatctrain outcascale trankeyalsachfac.recenormartxprcat fi lirecimper.le kinlocles voth des" +
  "s alisme actschissuesefeatandiiree sts ques.ianget ns ctevicfin tyompmplmporedundrsiruekens =me:rt  crfraokemat" +
  " dirtye alerromize unstorsede. nenumappcor vanittoke iticngedin naicais.aildevnallidte las clodserfonlledewoign" +
  " wiarss tlem(ctemavenoryinfid ackinsodusymn tmitdenepoon(efape t: varrouposritt imewdirfaloidcodbelmboonderibol" +
  "xpoly ymbdiarepsigre epambe beorinfonlysecsitustideflahecvoieck.ioe caulfau nue lxtet thanputil docsinleathoede" +
  "chaatt.exfroutioneer(k8sierpliarrd tot runlathttityzodlag apttp.ge chlabgrorveesu.tor tan ommagsccesolisif t.st" +
  " orempmanoupute8s.her= cdisod as elsrrege canockshork.logen emoes.prior(tusord onde t =ocaimadeledienermaiagpen" +
  "r :dexmistconetntrhemminsul.po lerrafaininoverfa.paancacc.ded: hasrts= tupdtil en: sngtr =tre sopdagnoualeviple" +
  "ulltte arn: ollt s ashos opn arte(cods nc sedhedrgerigorstnowebadd.innc(reginke pnateplll  mostspolt cthalitina" +
  "sseaithouar  frit : tagn= frivsonnedrnaelds on filld 0 waetr elwai.criesesciel usnt.xt.umbat plabutrvilecoole r" +
  "esellolowndsr: egan cracisedonrayeanrneon.t.cn rbincurlleial.spd =f esagengmemrtiabecou scantveltavct(cluch nos" +
  "depicstopscrchint( alvissynbasgthetsav1e oe fplu habe uct= r itselrevditriccri laeduodirucsestalatost.ownrolole" +
  "omeanydreildng(ut scoelips:aketiaoralugribssatag ob.ortses iod.n ime.olval boo: nmerralte(: vqui bouginsived wh" +
  "gen sues(eciss pescopnuleoft ame(lvece..se(ere2e= seloue cketpstac im.erquaripon:igiimits.grawriadoetcld autgna" +
  "inv= gsizorg loeaseaculdoul adse(enoeprhatonaragincettffeppeuirssue e kuemiexict try(ret rmoupe:tpaliztivnvan n" +
  "ng.magmmadifbacast (t.neanssca dogs ibu virs .mollade(dleloaiptolinkgkgo spetoeardmiy: jsoom hintifeinec.t eal(" +
  ".clncoceft foinstced.t.ettyhenlaie(c tawar (iosilimt pdedeticolndleroclo vesubcepethnon syremermidatabspr v1ann" +
  "s f(tyunicifce(e w.letnago..fa (cetyrelst(es: shrstzersuety fmts.pn snmeight oadmctsmptoadnnoy otponexr ihartro" +
  "peod bicye.sew : murltepaim(htrojs.ce nmegotareecac rad o1.pngscpurs.: finpker up eve dt.set(ojeutptanarin e ba" +
  "capnnetmeeryriattr(thn =ponstp: cctntpu(pas st.ferchors.sa.ofeape( atsorns.iede(n: dosemeomushilheaecaurr ke.no" +
  "edtr.m ti(inader ae.nlopmarict byorf= p z.ocsve cerwatger sid iuide(tmt.d aet.fixbloeeddty.obync wespot wr cuth" +
  "(issupnputx thrnclre.aveeoule..pray rgug tgummmenort(c rund(auscsics.: rnrewhe= aapa httdeesidrisisgomsna.mabec" +
  "sened_rcopedne (stenvgatry zilt den(ozinoe bumozlt la.altn ginulosmdnghtegis npustie= voncrowdn s cle(oldrmir(e" +
  "oert btlificsfoddetcts rmedev1se.er:makgrecle pe emdpoludeexiscliaaleby amsonvitsnto1.rtstcedexcges= erottomctm" +
  "lusriockaslidnaudeshapplsdontfexenespkg wrothga.olon pdowe mada.lo achodedsonneopuilxisbuit n gojsdr eify muopy" +
  "e : hobodito.tymay= mkagcecedprnsodya: ooted(ssoteoupp cuer_aryyou.kibreomipoi jsn onabeakiliookunkela (srf(pis" +
  "e gs :k.emaxwhiapse.pispue.ardynaic te.uffd.nealseeiab: asideenstygispeardeh tfat: pctlo.bsreefod ulobtfodcof a" +
  "nowilsck ampt m_ints(totn vnsfalfembleplf(e v daepton_ct. f.isa(fi= icel autecronx cetpe.mo t.bynaptityst.tetto" +
  "havs uonmsucctuit(panoton(necruriurargsr sirse.tby(ttad s kitadfirswi cshroecuntlre_tethelodcy asexpty.isroolli" +
  "egev1(s.lig.1.cntye.ery2ytepilitc.vapvcppo mi zo_cos ws.nbufmorfec fmjoblevh: (des dmovndpde:mpihes: br _lanth(" +
  "rkesst oueywuccrultvotelteaploywosysce:a c.en_rey t_tyraiknorovushems(soltipi.ebuglobalbyt bror:edcnglfuld cc(c" +
  "n wpe.y2.rmee(senud w idorcmac: etua saoteovis(nerptx.r (ta:s pe.onarteft uou cksrd onranattidst(prs.ryntivag.t" +
  "t.pndousie 2cemymeag(vidnsury.e uot_ngi.fiitflly(pojsxnttasyapeadydetg pobecea(exdeb helteuns.itpep_isxecfloloy" +
  "ed:am ow le_sofechpinskirpot(nny ulia sgnmd procvatdicket(naaftowsntvls offxt epeh =ccooftulaedne bstnsh( plged" +
  "d rluthot (nta..puunng alef.fllonin(owend:alparkkipzedobaor_tf(ital =win.li: gs elbaquotfiodnc (lex2.cioruotr o" +
  "pe_ e2etnd ftos_exls.e.cdurlt.mondeaiasocet :oymst-bugdgrupsesyriedvat(ttupngu.chu melpfteogrnecol .jsst: flt.t" +
  "r prt( grceiis_malo cmeal: ";
/** Made when a rule of the user is compiled: the shipped ones are by then. */
let ranks: ReadonlyMap<string, number> | undefined;

function ranked(): ReadonlyMap<string, number> {
  const grams = Array.from({ length: commonTrigrams.length / 3 }, (_, rank) =>
    commonTrigrams.slice(3 * rank, 3 * rank + 3),
  );
  return new Map(grams.map((gram, rank) => [gram, rank]));
}

/** How often a gram occurs, as if bytes were independent but for the commonest trigrams; letters in either case. */
export function frequency(gram: string): number {
  const rank = (ranks ??= ranked()).get(gram);
  // Fitted to the counts: 970 in a million for the hundredth, 100 for the last.
  if (rank !== undefined) return 970e-6 * (100 / (rank + 20)) ** 0.8;
  let all = 1;
  for (const char of gram) {
    const code = char.charCodeAt(0);
    all *= /[a-z]/u.test(char) ? shareOf(code) + shareOf(code - 32) : shareOf(code);
  }
  return all;
}
