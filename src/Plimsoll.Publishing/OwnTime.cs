namespace Plimsoll.Publishing;

/// <summary>
/// The time that belongs to work which must be done although the caller may have given up, since tags have moved: putting them
/// back, and recording what was done.
/// </summary>
internal static class OwnTime
{
    /// <summary>Long enough for a request that is given up after a minute of silence to be sent again.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(150);

    /// <summary>Why such work failed, as a sentence: its time was over, or what the failure says itself.</summary>
    public static string Explain(Exception failure) =>
        failure is OperationCanceledException ? $"It was not done within {Limit.TotalSeconds:0} seconds." : failure.Message;
}
