namespace Plimsoll.Tags.Versions;

/// <summary>One footer of a conventional commit, such as <c>Reviewed-by: Z</c> or <c>Refs #133</c>.</summary>
/// <param name="Token">The word before the separator; <c>BREAKING CHANGE</c> is the only one with a space.</param>
/// <param name="Separator"><c>": "</c> or <c>" #"</c>.</param>
/// <param name="Value">What follows, without blanks around it; it may hold line breaks.</param>
internal sealed record CommitFooter(string Token, string Separator, string Value)
{
    /// <summary>Whether it announces a breaking change: only in capitals and with a colon.</summary>
    public bool IsBreaking => Token is "BREAKING CHANGE" or "BREAKING-CHANGE" && Separator == ": ";
}
