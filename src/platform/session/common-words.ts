/**
 * What people make passwords of, written down from the patterns of such lists and not copied from one. A word here
 * counts as one sign of a password; a phrase, which would be long enough by itself, likewise.
 */
const swedish = `
  lösenord lösen lösenordet hemligt hemlig hemlighet kodord nyckelord nyckeln öppna öppet släppin släppmigin
  välkommen välkomna hejsan hejhej hallå hejdå tjena godmorgon godkväll tack tackså snälla älskar älskling kärlek
  hjärta hjärtat älsklingen gumman gubben mamma pappa mormor morfar farmor farfar familj familjen barnen barn bror
  syster hunden katten hund katt häst hästar kanin sommar sommaren vinter vintern höst hösten vår våren vårdag midsommar jul julen
  julafton påsk semester måndag tisdag onsdag torsdag fredag lördag söndag januari februari mars april maj juni juli
  augusti september oktober november december vecka månad kvartal idag imorgon sverige svensk svenska stockholm
  göteborg malmö uppsala västerås örebro linköping helsingborg jönköping norrköping umeå norrland skåne småland
  dalarna fotboll hockey ishockey innebandy handboll hammarby djurgården sommarlov kommun kommunen kommunens region
  regionen landstinget stad staden socialtjänst socialtjänsten socialen omsorg omsorgen äldreomsorg äldreomsorgen
  hemtjänst hemtjänsten vård vården boende boendet gruppbostad förskola skola nämnd nämnden enhet enheten avdelning
  arbete arbetet jobb jobbet jobbar kontor kontoret chef chefen handläggare utredare strateg uppföljning kvalitet
  avtal granskning inloggning logga loggain konto kontot användare användarnamn administratör systemet dator datorn
  internet skärm telefon uppsikt ändramig ändra byta bytmig nytt gammalt tillfällig tillfälligt standard prova provar
  testar exempel demo anna maria erik lars karl anders johan per nils jan emma eva kristina karin elin sara lena
  mikael daniel fredrik andreas stefan peter andersson johansson karlsson nilsson eriksson larsson olsson persson
  svensson gustafsson volvo saab ikea blomma blommor solsken regnbåge glass kaffe fika choklad pannkaka bulle banan
  äpple prinsessa drake kung drottning spöke pokemon pippi långstrump vinden havet himlen stjärna månen`

const english = `
  password passwords passw pass passphrase passcode secret secrets letmein welcome login logon signin hello admin
  administrator root superuser user username guest master default changeme change access account system server
  temp temporary test testing tester demo example sample qwerty azerty love lover iloveyou loveyou forever always
  angel baby babygirl princess prince queen king dragon monkey tiger lion wolf panda bear kitty shadow sunshine
  flower butterfly rainbow sweet cookie chocolate banana orange apple summer winter spring autumn monday tuesday wednesday
  thursday friday saturday sunday january february march june july august october football soccer baseball
  basketball hockey tennis liverpool arsenal chelsea barcelona manchester batman superman spiderman starwars matrix
  pokemon naruto minecraft computer internet google facebook instagram microsoft windows office apple samsung
  michael jordan jennifer jessica ashley daniel thomas robert charlie andrew matthew george william nicole
  freedom trustno whatever nothing everything something security secure company business public hunter ranger
  killer ninja pirate soldier warrior phoenix thunder diamond silver golden purple black white green yellow blue`

const phrases = `
  correcthorsebatterystaple, thequickbrownfoxjumpsoverthelazydog, thequickbrownfox, loremipsumdolorsitamet,
  tobeornottobethatisthequestion, tobeornottobe, maytheforcebewithyou, iloveyousomuch, iloveyouforever,
  ihatepasswords, thisismypassword, thisisapassword, thisisasecret, mypasswordissecret, passwordispassword,
  letmeinplease, openthedoor, opensesame, donttellanyone, nobodyknows, iforgotmypassword, ihaveforgotten,
  neverforget, nevergonnagiveyouup, helloworld, goodmorning, happybirthday, merrychristmas, livelaughlove,
  godisgreat, jesuslovesme, ilovejesus, ihavenoidea, thereisnospoon, winteriscoming, onceuponatime,
  twinkletwinklelittlestar, somewhereovertherainbow, itwasthebestoftimes, callmeishmael,
  incorrectpassword, yourpasswordisincorrect, passwordisrequired, ilovemyfamily, ilovemydog, ilovemycat,
  fifteencharacters, minst15tecken, minstfemtontecken, femtontecken, detharärmittlösenord, mittlösenord,
  dettaärmittlösenord, dettaärettlösenord, ettbralösenord, etthemligtlösenord, mittnyalösenord, nyttlösenord,
  jagälskardig, jagälskarmittjobb, jagälskarminfamilj, jaghatarlösenord, jagkommerinteihåg, jaghargömt,
  kommerinteihåg, jagharglömtmittlösenord, glömtlösenordet, ingenvetdetta, ingenvet, sägintetillnågon,
  detvarengång, duärdenende, dugamladufria, sverigesverige, hejpådig, hejpådej, hejhopp, hejsanhoppsan,
  godjulochgottnyttår, gottnyttår, godjul, glad sommar, trevlighelg, trevligsommar, småsmågrodorna, blinkalillastjärna,
  björnensover, ekorrnsattigranen, imsevimsespindel, bävarvävare, flygandebäckasiner, flygandebäckasinersökahwila,
  sjuskönasjuksköterskor, sexlaxarienlaxask, packapappaskappsäck, borta bra men hemma bäst, bortabramenhemmabäst,
  morgonstundhargullimund, lagomärbäst, alltärbra, alltkommerblibra, livetärunderbart, carpediem, hakunamatata`

/** Rows and columns of the keyboard, the alphabet and the digits: a run along one of them is one idea. */
const rows = [
  'abcdefghijklmnopqrstuvwxyzåäö',
  '12345678901234567890',
  'qwertyuiopåasdfghjklöäzxcvbnm',
  'qwertzuiopü',
  'azertyuiop',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  'qweasdzxc',
  '1q2w3e4r5t6y7u8i9o0p',
]

/** Lower case without accents: Lösenord, LOSENORD and lösenord are guessed as one. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}

const backwards = (text: string) => [...text].reverse().join('')
const longestFirst = (one: string, other: string) => other.length - one.length

export const commonWords: readonly string[] = [
  ...new Set(`${swedish} ${english}`.split(/\s+/).filter(Boolean).map(folded)),
].sort(longestFirst)

export const commonPhrases: readonly string[] = phrases
  .split(',')
  .map((phrase) => folded(phrase).replace(/\s/g, ''))
  .sort(longestFirst)

export const tracks: string = rows
  .map(folded)
  .flatMap((row) => [row, backwards(row)])
  .join('\n')
