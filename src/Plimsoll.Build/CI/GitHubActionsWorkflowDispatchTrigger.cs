using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Somebody who starts the workflow by hand, and gives it inputs.</summary>
public class GitHubActionsWorkflowDispatchTrigger : GitHubActionsDetailedTrigger
{
    /// <summary>The names of inputs that may be left out.</summary>
    public string[] OptionalInputs { get; set; } = [];

    /// <summary>The names of inputs that have to be given.</summary>
    public string[] RequiredInputs { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer)
    {
        var inputs = new YamlMap();
        foreach (var (name, isRequired) in RequiredInputs.Select(name => (name, true)).Concat(OptionalInputs.Select(name => (name, false))))
        {
            if (!NamedTexts.IsIdentifier(name) || inputs.Any(input => input.Key.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw BuildException.Usage($"The input '{name}' is there twice, or it is not a name.", "Use the name of a parameter: letters, digits, dashes and underscores.");
            inputs.Add(name, new YamlMap { { "required", isRequired }, { "type", "string" } });
        }

        writer.Write(new YamlMap { { "workflow_dispatch", inputs.Count > 0 ? new YamlMap { { "inputs", inputs } } : new YamlMap() } });
    }
}
