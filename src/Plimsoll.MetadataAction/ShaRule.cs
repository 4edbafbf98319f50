
namespace Plimsoll.MetadataAction;

/// <summary><c>type=sha</c>: the commit's id, short or long.</summary>
internal static class ShaRule
{
    public static void Derive(TagRuleLine rule, RuleDerivation derivation)
    {
        var context = derivation.Context;
        if (context.Sha.Length > 0)
            derivation.Add(rule, rule["format"] == "short" ? ShortSha.Of(context) : context.Sha, isLatest: false);
    }
}
