/** Namespace of eSCL's own elements (Mopria eSCL specification, section 2). */
export const ESCL = 'http://schemas.hp.com/imaging/escl/2011/05/03';
/** Namespace of the elements eSCL takes from the PWG Semantic Model (PWG 5108.1). */
export const PWG = 'http://www.pwg.org/schemas/2010/12/sm';
