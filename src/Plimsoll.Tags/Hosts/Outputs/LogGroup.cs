namespace Plimsoll.Tags.Hosts.Outputs;

/// <summary>A group of lines in a host's log that has begun.</summary>
/// <param name="log">Writes a line to the log.</param>
/// <param name="end">The line that ends the group.</param>
internal sealed class LogGroup(Action<string> log, string end) : IDisposable
{
    public void Dispose() => log(end);
}
