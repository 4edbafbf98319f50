namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>How expressions are put into a text.</summary>
internal enum CodeHoles
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary><c>{x}</c>, with <c>{{</c> for a brace.</summary>
    Braces,

    /// <summary><c>${x}</c>.</summary>
    DollarBraces,

    /// <summary><c>${x}</c> and <c>$x</c>.</summary>
    Dollar,
}
