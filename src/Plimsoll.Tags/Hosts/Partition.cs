using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.Tags.Hosts;

/// <summary>The part of the work that one of several jobs does, without coordination between the jobs.</summary>
/// <param name="Number">The number of the partition, from 1.</param>
/// <param name="Count">The number of partitions.</param>
internal sealed record Partition(int Number, int Count)
{
    private const int MostJobs = 10_000;

    private const string Advice = "Write it as K/N, for example 2/8 for the second of eight jobs.";

    /// <summary>All of the work.</summary>
    public static Partition Whole { get; } = new(1, 1);

    /// <summary>Parses <c>K/N</c>.</summary>
    /// <exception cref="PlimsollException">It is not a valid partition (exit code 2).</exception>
    public static Partition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var number, var count]
            ? Create($"'{text}'", Read(number), Read(count)) ?? throw PlimsollException.Usage($"'{text}' is not a valid partition.", Advice)
            : throw PlimsollException.Usage($"'{text}' is not a valid partition.", Advice);
    }

    /// <summary>
    /// The partition of this job by the variables of its CI host: Azure Pipelines with <c>parallel</c>, GitLab with <c>parallel</c>, a
    /// Kubernetes Indexed Job whose manifest sets <c>PLIMSOLL_PARTITIONS</c>. <see cref="Whole"/> if the host runs one job.
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
    /// The items of this partition, in their original order. Every item is in exactly one partition, partitions differ in size by
    /// at most one item, and the assignment depends only on the names, not on their order.
    /// </summary>
    /// <param name="items">All items.</param>
    /// <param name="name">An item's name, which no other has.</param>
    public IReadOnlyList<T> Select<T>(IReadOnlyList<T> items, Func<T, string> name)
    {
        // By hash: items with similar names often have similar sizes, and would pile up in the same partition.
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

        return Create($"{index}={indexText} and {total}={totalText}", Read(indexText) - first + 1, Read(totalText))
            ?? throw PlimsollException.Usage($"{index}={indexText} and {total}={totalText} are not a valid partition.", "Specify the partition as K/N.");
    }

    private static Partition? Create(string what, int? number, int? count) => (number, count) switch
    {
        (null, _) or (_, null) => null,
        ({ } k, { } n) when k >= 1 && k <= n && n <= MostJobs => new Partition(k, n),
        _ => throw PlimsollException.Usage($"{what} is not a valid partition: there is no partition {number} of {count}.", Advice),
    };

    private static int? Read(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
