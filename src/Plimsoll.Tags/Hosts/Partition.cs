using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.Tags.Hosts;

/// <summary>One job's share of work that several jobs divide among themselves without talking to each other.</summary>
/// <param name="Number">Which share, from 1.</param>
/// <param name="Count">How many there are.</param>
public sealed record Partition(int Number, int Count)
{
    private const int MostJobs = 10_000;

    private const string Advice = "Write it as K/N, for example 2/8 for the second of eight jobs.";

    /// <summary>All of it.</summary>
    public static Partition Whole { get; } = new(1, 1);

    /// <summary>Parses <c>K/N</c>.</summary>
    /// <exception cref="PlimsollException">It is none, or there is no such share (exit code 2).</exception>
    public static Partition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var number, var count]
            ? Of("the partition", Read(number), Read(count)) ?? throw PlimsollException.Usage($"'{text}' is no partition.", Advice)
            : throw PlimsollException.Usage($"'{text}' is no partition.", Advice);
    }

    /// <summary>
    /// The share of this job as its engine numbers it: Azure Pipelines with <c>parallel</c>, GitLab with <c>parallel</c>, a
    /// Kubernetes Indexed Job whose manifest sets <c>PLIMSOLL_PARTITIONS</c>. <see cref="Whole"/> where the engine runs one job.
    /// </summary>
    /// <param name="environment">The environment variables.</param>
    /// <exception cref="PlimsollException">The variables contradict each other (exit code 2).</exception>
    public static Partition Detect(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Read(environment, "SYSTEM_JOBPOSITIONINPHASE", "SYSTEM_TOTALJOBSINPHASE", first: 1)
            ?? Read(environment, "CI_NODE_INDEX", "CI_NODE_TOTAL", first: 1)
            ?? Read(environment, "JOB_COMPLETION_INDEX", "PLIMSOLL_PARTITIONS", first: 0)
            ?? Whole;
    }

    /// <summary>
    /// The items of this share, in their own order. Every item is in exactly one share, the shares differ by one item at most,
    /// and which it is depends on the names alone, not on their order.
    /// </summary>
    /// <param name="items">All items.</param>
    /// <param name="name">An item's name, which no other has.</param>
    public IReadOnlyList<T> Select<T>(IReadOnlyList<T> items, Func<T, string> name)
    {
        // By hash: what is named alike is often large or small alike, and would be alike in every Nth place.
        var mine = items
            .Select(name)
            .OrderBy(text => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))), StringComparer.Ordinal)
            .Where((_, position) => position % Count == Number - 1)
            .ToHashSet(StringComparer.Ordinal);
        return [.. items.Where(item => mine.Contains(name(item)))];
    }

    /// <summary><c>K/N</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    /// <summary>GitLab gives a total to every job and an index to parallel ones only; a total alone is one job, or no total of ours.</summary>
    private static Partition? Read(Func<string, string?> environment, string index, string total, int first)
    {
        if (environment(index) is not { Length: > 0 } indexText || environment(total) is not { Length: > 0 } totalText)
            return null;

        return Of($"{index}={indexText} and {total}={totalText}", Read(indexText) - first + 1, Read(totalText))
            ?? throw PlimsollException.Usage($"{index}={indexText} and {total}={totalText} are no share of a job.", "Name the share with --partition K/N.");
    }

    private static Partition? Of(string what, int? number, int? count) => (number, count) switch
    {
        (null, _) or (_, null) => null,
        ({ } k, { } n) when k >= 1 && k <= n && n <= MostJobs => new Partition(k, n),
        _ => throw PlimsollException.Usage($"There is no share {number} of {count}, as {what} would have it.", Advice),
    };

    private static int? Read(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
