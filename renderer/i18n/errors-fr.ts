import type { ErrorCode } from '../bridge/error-code.ts';

/**
 * What the visitor reads for each expected failure: what happens, then what to do. Complete by type: a code without its
 * sentences does not compile. At most twelve words a sentence, no technical word, nobody is blamed.
 */
export const errorsFr = {
  'scanner-offline': {
    title: 'Le scanner ne répond pas.',
    action: 'Demandez à l’équipe de vérifier le scanner.',
  },
  'scanner-busy': {
    title: 'Le scanner est déjà occupé.',
    action: 'Attendez un instant, puis réessayez.',
  },
  'scanner-refused': {
    title: 'Le scanner n’a pas voulu commencer.',
    action: 'Replacez votre papier, puis réessayez.',
  },
  'scanner-feeder-empty': {
    title: 'Il n’y a pas de papier dans le chargeur.',
    action: 'Posez vos feuilles dans le chargeur, puis réessayez.',
  },
  'scanner-jam': {
    title: 'Une feuille est coincée dans le scanner.',
    action: 'Ne tirez pas fort. Demandez de l’aide.',
  },
  'scanner-cover-open': {
    title: 'Le scanner est resté ouvert.',
    action: 'Fermez le capot, puis réessayez.',
  },
  'scanner-double-feed': {
    title: 'Deux feuilles sont passées ensemble.',
    action: 'Séparez bien les feuilles, puis numérisez-les à nouveau.',
  },
  'scanner-interrupted': {
    title: 'La numérisation s’est arrêtée trop tôt.',
    action: 'Replacez la dernière feuille, puis réessayez.',
  },
  'scanner-timeout': {
    title: 'Le scanner met trop de temps.',
    action: 'Réessayez. Si cela continue, demandez de l’aide.',
  },
  'scanner-not-escl': {
    title: 'Le scanner a donné une réponse inconnue.',
    action: 'Demandez à l’équipe de vérifier le scanner.',
  },
  'scanner-untrusted': {
    title: 'Ce scanner n’est pas celui de cette borne.',
    action: 'Pour votre sécurité, demandez à l’équipe.',
  },
  'scanner-page-too-large': {
    title: 'Cette page est trop grande pour le scanner.',
    action: 'Pliez la feuille ou demandez de l’aide.',
  },
  'scan-cancelled': {
    title: 'La numérisation est arrêtée.',
    action: 'Vos pages déjà numérisées sont gardées.',
  },
  'image-unreadable': {
    title: 'Cette page ne peut pas être lue.',
    action: 'Numérisez-la à nouveau.',
  },
  'image-too-large': {
    title: 'L’image de cette page est trop grande.',
    action: 'Numérisez-la à nouveau ou demandez de l’aide.',
  },
  'too-many-pages': {
    title: 'Il y a trop de pages.',
    action: 'Supprimez des pages ou faites deux envois.',
  },
  'does-not-fit': {
    title: 'Votre document est trop lourd.',
    action: 'Faites plusieurs documents ou refaites une page.',
  },
  'engine-failed': {
    title: 'Cette page n’a pas pu être préparée.',
    action: 'Réessayez. Vos autres pages sont gardées.',
  },
  'engine-timeout': {
    title: 'La préparation prend trop de temps.',
    action: 'Réessayez. Vos pages sont gardées.',
  },
  'printer-offline': {
    title: 'L’imprimante ne répond pas.',
    action: 'Copiez sur votre clé ou regardez à l’écran.',
  },
  'printer-busy': {
    title: 'L’imprimante est déjà occupée.',
    action: 'Attendez un instant, puis réessayez.',
  },
  'printer-untrusted': {
    title: 'Cette imprimante n’est pas celle de cette borne.',
    action: 'Pour votre sécurité, demandez à l’équipe.',
  },
  'printer-refused': {
    title: 'L’imprimante a refusé le reçu.',
    action: 'Copiez sur votre clé ou regardez à l’écran.',
  },
  'printer-paused': {
    title: 'L’imprimante est en pause.',
    action: 'Demandez à l’équipe de la remettre en marche.',
  },
  'printer-media-empty': {
    title: 'L’imprimante n’a plus de papier.',
    action: 'Demandez à l’équipe de remettre du papier.',
  },
  'printer-media-low': {
    title: 'Il reste peu de papier dans l’imprimante.',
    action: 'Vous pouvez continuer.',
  },
  'printer-jam': {
    title: 'Une feuille est coincée dans l’imprimante.',
    action: 'Ne tirez pas fort. Demandez de l’aide.',
  },
  'printer-cover-open': {
    title: 'L’imprimante est restée ouverte.',
    action: 'Demandez à l’équipe de la fermer.',
  },
  'printer-toner-empty': {
    title: 'L’imprimante n’a plus d’encre.',
    action: 'Copiez sur votre clé ou regardez à l’écran.',
  },
  'printer-format': {
    title: 'L’imprimante ne sait pas imprimer ce reçu.',
    action: 'Copiez sur votre clé ou regardez à l’écran.',
  },
  'printer-not-ipp': {
    title: 'L’imprimante a donné une réponse inconnue.',
    action: 'Copiez sur votre clé ou regardez à l’écran.',
  },
  'printer-timeout': {
    title: 'L’imprimante met trop de temps.',
    action: 'Regardez si le reçu est sorti avant de réessayer.',
  },
  'print-aborted': {
    title: 'L’impression s’est arrêtée.',
    action: 'Réessayez ou copiez sur votre clé.',
  },
  'print-cancelled': {
    title: 'L’impression est annulée.',
    action: 'Vous pouvez réessayer.',
  },
  'usb-missing': {
    title: 'La borne ne voit pas de clé USB.',
    action: 'Branchez votre clé, puis attendez un instant.',
  },
  'usb-several': {
    title: 'Plusieurs clés sont branchées.',
    action: 'Laissez seulement la vôtre.',
  },
  'usb-encrypted': {
    title: 'Votre clé est protégée par un mot de passe.',
    action: 'La borne ne peut pas l’ouvrir. Branchez une autre clé.',
  },
  'reader-missing': {
    title: 'Le lecteur n’est pas branché.',
    action: 'Continuez sans lui ou demandez à l’équipe.',
  },
  'reader-refused': {
    title: 'Le lecteur ne répond pas.',
    action: 'Continuez sans lui ou demandez à l’équipe.',
  },
  'reader-types-keys': {
    title: 'Le lecteur n’est pas bien réglé.',
    action: 'Demandez à l’équipe de le régler.',
  },
  'reader-not-understood': {
    title: 'Le lecteur n’a pas été compris.',
    action: 'Réessayez. Si cela continue, demandez à l’équipe.',
  },
  'reader-flooding': {
    title: 'Le lecteur ne fonctionne pas bien.',
    action: 'Attendez un instant ou demandez à l’équipe.',
  },
  'usb-full': {
    title: 'Votre clé est pleine.',
    action: 'Branchez une autre clé, puis réessayez.',
  },
  'usb-read-only': {
    title: 'Votre clé refuse les nouveaux fichiers.',
    action: 'Enlevez sa protection ou prenez une autre clé.',
  },
  'usb-pulled': {
    title: 'La clé a été retirée trop tôt.',
    action: 'Rebranchez-la, puis recommencez la copie.',
  },
  'usb-unreadable': {
    title: 'La borne ne peut pas lire cette clé.',
    action: 'Essayez une autre clé ou demandez de l’aide.',
  },
  'usb-verify-failed': {
    title: 'La copie n’est pas bonne.',
    action: 'Recommencez, si possible avec une autre clé.',
  },
  'usb-busy': {
    title: 'Votre clé est encore occupée.',
    action: 'Laissez-la branchée, puis réessayez.',
  },
  'voice-failed': {
    title: 'La voix ne marche pas pour l’instant.',
    action: 'Continuez sans elle ou demandez de l’aide.',
  },
  'disk-full': {
    title: 'Cette borne n’a plus de place.',
    action: 'Rien n’est perdu. Demandez de l’aide.',
  },
  'storage-failed': {
    title: 'Cette borne n’arrive pas à enregistrer.',
    action: 'Gardez vos papiers. Demandez de l’aide.',
  },
  'storage-newer': {
    title: 'Cette borne doit être mise à jour.',
    action: 'Adressez-vous à l’équipe.',
  },
  'page-lost': {
    title: 'Une page n’est plus lisible.',
    action: 'Numérisez-la à nouveau.',
  },
  'platform-offline': {
    title: 'Le réseau ne marche pas pour l’instant.',
    action: 'Votre document partira tout seul plus tard.',
  },
  'platform-timeout': {
    title: 'Le service met trop de temps à répondre.',
    action: 'Votre document partira tout seul plus tard.',
  },
  'platform-error': {
    title: 'Le service a un problème pour l’instant.',
    action: 'Votre document partira tout seul plus tard.',
  },
  'platform-refused': {
    title: 'Le service n’a pas accepté ce document.',
    action: 'Gardez votre référence. Demandez à l’équipe.',
  },
  'platform-hash-mismatch': {
    title: 'Le document est arrivé abîmé.',
    action: 'La borne l’enverra à nouveau toute seule.',
  },
  'platform-not-understood': {
    title: 'Le service a donné une réponse inconnue.',
    action: 'Votre document partira tout seul plus tard.',
  },
  'config-missing': {
    title: 'Cette borne n’est pas encore réglée.',
    action: 'Adressez-vous à l’équipe.',
  },
  'config-invalid': {
    title: 'Cette borne est mal réglée.',
    action: 'Adressez-vous à l’équipe.',
  },
  'dossier-invalid': {
    title: 'Cette inscription ne peut pas partir d’ici.',
    action: 'Vos réponses sont encore là. Demandez de l’aide.',
  },
  'not-now': {
    title: 'Ce n’est pas possible pour l’instant.',
    action: 'Attendez un instant, puis réessayez.',
  },
  'bad-request': {
    title: 'Cette borne a un petit problème.',
    action: 'Réessayez. Si cela continue, demandez de l’aide.',
  },
} as const satisfies Record<ErrorCode, { readonly title: string; readonly action: string }>;
