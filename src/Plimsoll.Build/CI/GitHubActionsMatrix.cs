using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>The machines that each run a job, with values that tell them apart: <c>${{ matrix.NAME }}</c>.</summary>
public class GitHubActionsMatrix
{
    /// <summary>Names with values; there is a machine for each combination of them.</summary>
    public Dictionary<string, string[]> Values { get; set; } = [];

    /// <summary>Machines with values of their own, or more values for machines that have these.</summary>
    public Dictionary<string, string>[] Include { get; set; } = [];

    /// <summary>Combinations that have no machine.</summary>
    public Dictionary<string, string>[] Exclude { get; set; } = [];

    /// <summary>Whether the first machine that fails ends the others, as GitHub does by default.</summary>
    public bool FailFast { get; set; } = true;

    /// <summary>How many machines run at a time; 0 for as many as there are.</summary>
    public int MaxParallel { get; set; }

    /// <summary>The names of all values.</summary>
    internal IReadOnlyList<string> Names => [.. Values.Keys.Concat(Include.SelectMany(row => row.Keys)).Distinct()];

    /// <summary>The strategy of a job.</summary>
    /// <param name="partitions">On how many machines each combination runs, which share its work.</param>
    /// <exception cref="BuildException">There is no machine, or a name or value that GitHub does not take (exit code 2).</exception>
    internal YamlMap Create(int partitions)
    {
        Check();
        var matrix = new YamlMap();
        foreach (var (name, values) in Values)
            matrix.Add(name, values);
        if (partitions > 1)
        {
            var parts = new YamlList();
            for (var part = 1; part <= partitions; part++)
                parts.Add(part);
            matrix.Add("partition", parts);
        }

        matrix.Add("include", CreateRows(Include));
        matrix.Add("exclude", CreateRows(Exclude));
        if (matrix.Count == 0)
            throw BuildException.Usage("A matrix has no machines.", "Add values, or rows to Include.");
        return new YamlMap
        {
            { "fail-fast", FailFast ? null : new YamlScalar(false) },
            { "max-parallel", MaxParallel > 0 ? new YamlScalar(MaxParallel) : null },
            { "matrix", matrix },
        };
    }

    private static YamlList? CreateRows(Dictionary<string, string>[] rows)
    {
        var list = new YamlList();
        foreach (var row in rows)
            list.Add(YamlMap.From(row) ?? throw BuildException.Usage("A row of a matrix has no values.", "Add some, or leave the row out."));
        return list.Count > 0 ? list : null;
    }

    private void Check()
    {
        if (Names.Concat(Exclude.SelectMany(row => row.Keys)).FirstOrDefault(name => !NamedTexts.IsIdentifier(name)) is { } wrong)
            throw BuildException.Usage($"A matrix has '{wrong}', which is not a name.", "Use letters, digits, dashes and underscores.");
        if (Values.Keys.FirstOrDefault(name => name is "include" or "exclude" or "partition") is { } taken)
            throw BuildException.Usage($"A matrix has values of the name {taken}, which has a meaning already.", "Use Include, Exclude, or Partitions of the job.");
        if (Values.FirstOrDefault(pair => pair.Value.Length == 0).Key is { } empty)
            throw BuildException.Usage($"{empty} of a matrix has no values, so that there is no machine.", "Add some, or leave it out.");
    }
}
