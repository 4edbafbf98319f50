namespace Plimsoll.Publishing;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum DiagnosticLevel
{
    /// <summary>A step, for whoever wants to see each.</summary>
    Detail,

    /// <summary>Something most want to see: a retry, a resumed upload, the output of a build.</summary>
    Information,

    /// <summary>Something to look into.</summary>
    Warning,
}
