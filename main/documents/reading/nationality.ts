import { COUNTRIES } from '../../domain/identifiers/country.ts';
import type { ReadAnswers } from '../../domain/reading.ts';

/** ISO 3166-1: the alpha-3 codes assigned, each followed by its alpha-2. */
const CODES =
  'ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI ' +
  'BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT ' +
  'BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU ' +
  'CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET ' +
  'FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR ' +
  'GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR ' +
  'IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB ' +
  'LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH ' +
  'MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE ' +
  'NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL ' +
  'PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ ' +
  'SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC ' +
  'TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY ' +
  'USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW';

/** Codes of ICAO Doc 9303-3, section 5, that ISO 3166-1 does not have, of countries that the kiosk knows. */
const OF_PASSPORTS = 'DDE RKSXK GBDGB GBNGB GBOGB GBPGB GBSGB';

const ALPHA_2: ReadonlyMap<string, string> = new Map(
  `${CODES} ${OF_PASSPORTS}`.split(' ').map((pair) => [pair.slice(0, -2), pair.slice(-2)]),
);

/** The member states of the European Union, ISO 3166-1 alpha-2. */
const UNION: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '),
);

/** Doc 9303-3, section 5, part D: a person without a nationality (convention of 1954). */
const STATELESS = 'XXA';

/**
 * What a nationality as a paper codes it answers. Nothing for refugees and others whose nationality the code does not
 * say (XXB, XXC, XXX), nor for codes that are no country.
 *
 * @param code Three letters, or the single `D` of German papers; two letters as a 2D-Doc has them.
 */
export function nationalityAnswers(code: string): Pick<ReadAnswers, 'nationalite' | 'pays-nationalite'> {
  if (code === STATELESS) return { nationalite: 'apatride' };
  const country = ALPHA_2.get(code) ?? (COUNTRIES.includes(code) ? code : undefined);
  if (country === undefined) return {};
  if (country === 'FR') return { nationalite: 'francaise', 'pays-nationalite': country };
  return { nationalite: UNION.has(country) ? 'union-europeenne' : 'autre', 'pays-nationalite': country };
}
