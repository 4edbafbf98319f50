namespace Plimsoll.Tags.Hosts.Outputs;

/// <summary>Where a CI host collects what a command produced: outputs for later steps, a summary for the run's page, and issues beside the log.</summary>
internal interface IHostSink
{
    /// <summary>Hands values to later steps or jobs. Values that the host cannot take are left out with a warning.</summary>
    /// <param name="create">Makes names in lower case with dashes, and values, which may have several lines; only called where the host takes them.</param>
    void SetOutputs(Func<IReadOnlyList<KeyValuePair<string, string>>> create);

    /// <summary>Adds Markdown to the page of the run.</summary>
    /// <param name="title">What the host calls it where it wants a name; a plain file name.</param>
    /// <param name="write">Writes Markdown of at most as many bytes of UTF-8 as it is given.</param>
    void AddSummary(string title, Func<int, string> write);

    /// <summary>Shows a warning or an error where the host shows such.</summary>
    /// <param name="isError">Whether it is an error.</param>
    /// <param name="text">The message; may have several lines.</param>
    /// <returns>Whether the host shows it, so that the log does not need it a second time.</returns>
    bool TryReport(bool isError, string text);

    /// <summary>Begins a group of lines that the host shows folded.</summary>
    /// <param name="title">What it is called.</param>
    /// <returns>Ends it; <c>null</c> where the host has no groups.</returns>
    IDisposable? BeginGroup(string title);
}
