import { small } from './small.ts'

/** When people of one language meet. */
export const tonguesSmallTalk = [
  small(
    'garden',
    'a=jonas b=yusuf,mina',
    [
      'a: {Morgen|Guten Morgen|Moin}! {Hast du|Hat jemand} {die Gießkanne|den großen Eimer|die Astschere|das Vlies} gesehen?',
      'b: {Steht {am Wasserhahn|hinter dem Kompost|bei Beet $plot}.|Ich hatte sie zuletzt, Moment.|Im Schuppen, links oben.}',
      'a: {Danke dir!|Gefunden, danke.|Super.}'
    ],
    { hours: [6, 9], most: 5 }
  ),
  small(
    'garden',
    'a=yusuf b=jonas',
    [
      'a: Beet $plot: {umgegraben|gemulcht|geharkt|eingewintert}, {fertig|hat $minutes Minuten gedauert|Boden ist schwer}.',
      'b: {Wunderbar.|Dann ist nur noch $plot2 offen.|Du bist eine Maschine.|Trage ich ein.}'
    ],
    { hours: [12, 22], most: 5 }
  ),
  small(
    'kitchen',
    'a=carmen b=luis',
    [
      'a: {Hoy|Esta noche|Para mañana} {lentejas|croquetas|crema de calabaza|arroz con verduras|pimientos asados}{. ¿Te guardo?|, sobra para dos.| 🍲}',
      'b: {Siempre.|Guárdame un plato, por favor.|Llevo el pan.|Hoy no puedo, qué pena…}',
      'a: {Hecho|A las {ocho|nueve}, no tardes|Tú te lo pierdes 😄}'
    ],
    { hours: [10, 22], most: 6 }
  ),
  small(
    'garden',
    'a=carmen b=bia',
    [
      'a: {Bia, ¿cuándo|Oye, ¿cuándo} se {siembran|guardan|secan} {las habas|los ajos|las semillas de pimiento|las cebollas}?',
      'b: {Na tua terra, daqui a $few semanas.|Agora já!|Quando a lua deixar 😉|Deixa secar $few dias primeiro.}',
      'a: {Gracias reina|Apuntado 📝|¡Qué haría yo sin ti!}'
    ],
    { hours: [14, 22], most: 5 }
  ),
  small(
    'off-topic',
    'a=luis b=amina',
    [
      'a: {Tu passes|Vous passez} au café {ce soir|demain|après l’entraînement} ?',
      'b: {oui vers {18 h|19 h|17 h 30} !|pas aujourd’hui, {je révise|jsuis morte}|si ya des croissants oui}',
      'a: {Il y en a toujours.|Je t’en garde $few.|Bon courage alors !}'
    ],
    { hours: [15, 21], most: 5 }
  ),
  small(
    'off-topic',
    'a=amina b=luis',
    [
      'a: {il pleut encore|quel vent aujourd’hui|il fait $cold degrés et j’ai short}{ 😭|, c’est une blague ?|…}',
      'b: {Le café est chaud, viens.|C’est l’automne, Amina.|À ton âge je sortais sans manteau.}'
    ],
    { hours: [15, 21], days: [45, 2], most: 4 }
  ),
  small(
    'off-topic',
    'a=samir b=amina',
    [
      'a: {صباح الخير|صباح النور|يسعد صباحكم} {☀️|🌿|من المخبز|من عند الفرن}',
      'b: {صباح الورد 🌹|صباح النور يا عم سمير|صباحك خبز طازة 😄|يا صباح الكعك}'
    ],
    { hours: [7, 9], most: 5 }
  ),
  small(
    'samir amina',
    'a=amina b=samir',
    [
      'a: {باقي خبز اليوم؟|في كعك عندك؟|فاتح للساعة كم؟}',
      'b: {باقي $few، خبأت لك واحد.|للساعة ستة، تعالي.|في، بس بسرعة 😄}',
      'a: {جاية حالاً 🏃‍♀️|تسلم إيدك|الله يبارك فيك}'
    ],
    { hours: [15, 19], most: 5 }
  ),
  small(
    'haruka bia',
    'a=bia b=haruka',
    [
      'a: {おはよう、そっちはもう夕方？|元気？|今日は何描いてるの？}',
      'b: {{レンゲ|かぼちゃ|サギ先生|道具}の絵！|元気だよ、{寒い|眠い}けど|もう{夕方|夜}だよ、お茶飲んでる 🍵}',
      'a: {見せて見せて|いいなあ|あったかくしてね}'
    ],
    { hours: [15, 23], most: 5 }
  ),
  small(
    'garden',
    'a=haruka b=bia',
    [
      'a: {シソの種、{採れた|乾いた}よ|今日の畑、{霧|夕焼け}がきれいだった|大根がもう{$few本|いっぱい}出てる}{ 🌱|！|}',
      'b: {いいね！|写真ある？|わあ、会いに行きたい|うちのベランダも頑張ってる}'
    ],
    { hours: [15, 23], most: 5 }
  ),
  small(
    'olena bohdan',
    'a=bohdan b=olena',
    [
      'a: {Олено, а {салат|шпинат|цибулю} вже {можна|треба} накривати?|Питання дня: скільки {поливати|чекати}?|Я знову знайшов {слимака|жука|щось дивне} 😳}',
      'b: {Накривай, якщо вночі менше $cold.|Не чіпай, хай росте.|Сфотографуй знизу.|Раз на $few дні, не частіше.}',
      'a: {Зрозумів, дякую!|Так, пані професорко 😄|Уже біжу}'
    ],
    { days: [18, 1], hours: [17, 21], most: 5 }
  ),
  small(
    'off-topic',
    'a=olena b=bohdan',
    [
      'a: {Доброго ранку|Гарного дня} усім, {на річці туман|$cold градусів|нарешті сонце} {🌫️|☀️|🙂}',
      'b: {Доброго! У мене кава і тиша.|Привіт! Я ще сплю, якщо чесно|Гарного!}'
    ],
    { days: [19, 0], hours: [7, 9], most: 4 }
  ),
  small(
    'yusuf samir',
    'a=yusuf b=samir',
    [
      'a: {Ekmek kaldı mı|Yarın fırında mısın|Cumartesi geliyor musun} {abi|usta|kardeş}?',
      'b: {Kaldı, gel {çay da var|sıcak sıcak}.|Oradayım, {sekizden|altıdan} sonra.|Gelirim, {zımparayı|merdiveni} getireyim mi?}',
      'a: {Eyvallah.|Olur, sağ ol.|Getir, iyi olur.}'
    ],
    { hours: [17, 20], most: 5 }
  ),
  small(
    'tool-library',
    'a=samir b=yusuf',
    [
      'a: {Abi|Usta}, {matkap|testere|terazi|kompresör} {boşta mı|yarın lazım, olur mu}?',
      'b: {Boşta, al.|Yarın {Jonas’ta|Mina’da}, öbür gün senin.|Olur. Temiz getir 😄}'
    ],
    { hours: [17, 20], most: 4 }
  ),
  small(
    'luis carmen',
    'a=carmen b=luis',
    [
      'a: {Luis, ¿abres el domingo?|¿Tienes {huevos|levadura|limones} de sobra?|¿Quién ganó al dominó?}',
      'b: {Abro, pero tarde.|Tengo $few, pasa.|Yo, por supuesto.|Mañana te digo.}'
    ],
    { hours: [16, 22], most: 4 }
  )
]
