namespace Plimsoll.Build.Parameters;

/// <summary>The part of the work that this machine does: from the command line, else from the environment, else all of it.</summary>
internal static class PartitionOption
{
    public const string Variable = "PLIMSOLL_PARTITION";

    /// <exception cref="BuildException">It is not one (exit code 2).</exception>
    public static Partition Resolve(CommandLine line, IReadOnlyDictionary<string, string> environment)
    {
        var (source, text) = line.Partition is { } option ? (BuiltInOption.Partition.Option, option) : (Variable, environment.GetValueOrDefault(Variable));
        if (string.IsNullOrEmpty(text))
            return Partition.Single;
        return Partition.TryParse(text, null, out var partition) ? partition : throw BuildException.Usage($"{source} is '{text}', but must be a part and a total, such as 2/3.");
    }
}
