namespace Plimsoll.Oci.Registries.Transport;

/// <summary>Which warnings of one registry were reported, so that each is reported once. May be used by many requests at once.</summary>
internal sealed class WarningFilter
{
    /// <summary>A registry that never says the same twice would fill the log.</summary>
    public const int Maximum = 20;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private bool _isLimitReported;

    /// <summary>Whether to report the text.</summary>
    public bool ShouldReport(string text)
    {
        lock (_lock)
            return _texts.Count < Maximum && _texts.Add(text);
    }

    /// <summary>Whether to warn that few requests are left. It is one warning, although the number differs with each response.</summary>
    public bool ShouldReportLimit()
    {
        lock (_lock)
            return !_isLimitReported && (_isLimitReported = true);
    }
}
