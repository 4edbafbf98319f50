namespace Plimsoll.MetadataAction;

/// <summary><c>type=raw</c>: any text, with expressions.</summary>
internal static class RawRule
{
    public static void Derive(TagRuleLine rule, RuleDerivation derivation) =>
        derivation.Add(rule, derivation.Expressions.Expand(rule["value"]!), isLatest: false);
}
