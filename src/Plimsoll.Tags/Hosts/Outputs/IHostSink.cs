namespace Plimsoll.Tags.Hosts.Outputs;

/// <summary>Where a CI host collects what a command produced: outputs for later steps, a summary for the run's page, and issues beside the log.</summary>
internal interface IHostSink
{
    /// <summary>Hands values to later steps or jobs. Values that the host cannot take are left out with a warning.</summary>
    /// <param name="outputs">Names in lower case with dashes, and values, which may have several lines.</param>
    void SetOutputs(IReadOnlyList<KeyValuePair<string, string>> outputs);

    /// <summary>Adds Markdown to the page of the run.</summary>
    /// <param name="title">What the host calls it where it wants a name; a plain file name.</param>
    /// <param name="write">Writes Markdown of at most as many bytes of UTF-8 as it is given.</param>
    void AddSummary(string title, Func<int, string> write);

    /// <summary>Shows a warning or an error where the host shows such.</summary>
    /// <returns>Whether the host shows it, so that the log does not need it a second time.</returns>
    bool TryReport(HostIssue issue);
}
