/** What only the voice says: what a thing is, and how it stands. */
export const voiceFr = {
  button: '{{name}}, bouton',
  deadButton: '{{name}}, bouton, pas disponible maintenant',
  chosen: 'Choisi',
  notChosen: 'Pas choisi',
  field: '{{name}}, à remplir',
  empty: 'Vide',
  hidden: 'Signe caché',
  wrong: 'À corriger',
} as const;
