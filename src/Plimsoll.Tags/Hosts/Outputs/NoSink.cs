namespace Plimsoll.Tags.Hosts.Outputs;

/// <summary>No CI host takes anything: the log and the result are all there is.</summary>
internal sealed class NoSink : IHostSink
{
    public static NoSink Instance { get; } = new();

    public void SetOutputs(Func<IReadOnlyList<KeyValuePair<string, string>>> create)
    {
    }

    public void AddSummary(string title, Func<int, string> write)
    {
    }

    public bool TryReport(bool isError, string text) => false;

    public IDisposable? BeginGroup(string title) => null;
}
