import type { Receipt } from '../../../main/domain/receipt.ts';
import { besideFrench } from '../../../main/domain/receipt.ts';

/** What stands on a paper, in words that OCR has to find on all three renderings of it. */
export interface ReadablePaper {
  readonly receipt: Receipt;
  /** Languages as tesseract calls them. */
  readonly ocr: string;
  readonly words: readonly string[];
}

const CODE = 'BORNE-7KQ4-AVNX-3W6H';

function paper(
  language: string,
  text: {
    readonly title: string;
    readonly saved: string;
    readonly reference: string;
    readonly pages: string;
    readonly papers: readonly string[];
    readonly resume: string;
  },
): Receipt {
  return {
    language,
    title: text.title,
    lines: [
      { kind: 'title', text: text.title },
      { kind: 'text', text: text.saved },
      { kind: 'reference', label: text.reference, value: '7KQ4-AVNX-3W6H' },
      { kind: 'field', label: text.pages, value: '3' },
      { kind: 'list', items: text.papers },
      { kind: 'rule' },
      { kind: 'qr', label: text.resume, content: CODE },
    ],
  };
}

const FRENCH = paper('fr', {
  title: 'Récépissé de dépôt',
  saved: 'Votre document est enregistré sur cette borne. Le cœur de l’élève a coûté 12 € à Noël.',
  reference: 'Votre référence',
  pages: 'Pages',
  papers: ['carte d’identité', 'bulletin de salaire'],
  resume: 'Reprendre plus tard',
});

const UKRAINIAN = paper('uk', {
  title: 'Підтвердження',
  saved: 'Ваш документ збережено на цьому терміналі. Його буде надіслано, щойно дозволить мережа.',
  reference: 'Ваш номер',
  pages: 'Сторінки',
  papers: ['посвідчення особи', 'довідка про зарплату'],
  resume: 'Продовжити пізніше',
});

const ARABIC = paper('ar', {
  title: 'إيصال الإيداع',
  saved: 'تم حفظ الوثيقة على هذا الجهاز. سيتم إرسال الوثيقة عندما تسمح الشبكة بذلك.',
  reference: 'رقم المرجع',
  pages: 'الصفحات',
  papers: ['بطاقة الهوية', 'شهادة السكن'],
  resume: 'متابعة لاحقا',
});

/** One French paper, and two in languages that no code page of a receipt printer holds, French beside them. */
export const PAPERS = {
  fr: {
    receipt: FRENCH,
    ocr: 'fra',
    words: [
      'Récépissé',
      'Votre document est enregistré',
      'élève',
      '12 €',
      'carte',
      '7KQ4-AVNX-3W6H',
      'Reprendre',
    ],
  },
  uk: {
    receipt: besideFrench(UKRAINIAN, FRENCH),
    ocr: 'ukr+fra',
    words: ['Ваш документ', 'збережено', 'мережа', 'Сторінки', 'посвідчення', 'enregistré', '7KQ4-AVNX-3W6H'],
  },
  ar: {
    receipt: besideFrench(ARABIC, FRENCH),
    ocr: 'ara+fra',
    words: ['حفظ', 'الوثيقة', 'الجهاز', 'الشبكة', 'بطاقة', 'السكن', 'enregistré', 'salaire'],
  },
} as const satisfies Readonly<Record<string, ReadablePaper>>;

export const RESUME_CODE = CODE;
