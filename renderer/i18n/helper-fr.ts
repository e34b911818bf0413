/** What is said while somebody of the team helps. */
export const helperFr = {
  present: 'Un aidant vous aide.',
  sheet: 'Fiche de l’aidant',
  title: 'Vous aidez cette personne',
  touch: 'Laissez la personne toucher l’écran elle-même.',
  read: 'Lisez avec elle. Ne décidez pas à sa place.',
  secret: 'Ne regardez pas ses papiers sans son accord.',
  sends: 'C’est elle qui touche « Envoyer maintenant ».',
  devices: 'Les appareils',
  allWell: 'Tous les appareils marchent.',
  leave: 'Je ne l’aide plus',
} as const;
