namespace Plimsoll.Tags.Hosts;

/// <summary>What a table may use of the place where it is shown.</summary>
/// <param name="Width">How many characters a line has; <c>null</c> where nobody counts them, so that nothing is shortened or wrapped.</param>
/// <param name="Color">Whether what is done is coloured.</param>
internal sealed record TableStyle(int? Width = null, bool Color = false)
{
    /// <summary>Whether a last column that is too wide is cut at the end of the line rather than wrapped.</summary>
    public bool Cuts { get; init; }

    /// <summary>For files, pipes and logs: everything, as it is.</summary>
    public static TableStyle Plain { get; } = new();

    /// <summary>The same for lines that begin with something else.</summary>
    /// <param name="used">How many characters that takes.</param>
    public TableStyle Indented(int used) => this with { Width = Width - used };
}
