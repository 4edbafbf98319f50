using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>A step of a job. Derive from it to write one that there is no class for: an item of a YAML list, beginning with a dash.</summary>
public abstract class GitHubActionsStep : ConfigurationEntity
{
    /// <summary>What names it in expressions, such as <c>${{ steps.ID.outputs.NAME }}</c>; no other step of the job has it.</summary>
    public string? Id { get; set; }

    /// <summary>An expression of GitHub; the step runs where it is true. <c>null</c> for where the job has not failed.</summary>
    public string? Condition { get; set; }

    /// <summary>Writes the step: its name, what all steps have, and the rest.</summary>
    private protected void Write(CustomFileWriter writer, string? name, YamlMap rest)
    {
        var step = new YamlMap { { "name", name }, { "id", Id }, { "if", Condition } };
        foreach (var (key, value) in rest)
            step.Add(key, value);
        writer.Write(new YamlList { step });
    }
}
