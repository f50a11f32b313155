declare module "virtual:rules" {
    interface RulePage {
        id: string;
        title: string;
        severity: string;
        category: string;
        isOff: boolean;
        /** Made at the build from the rule's own page. */
        html: string;
        /** For the search, in lower case. */
        text: string;
    }
    const pages: RulePage[];
    export default pages;
}
