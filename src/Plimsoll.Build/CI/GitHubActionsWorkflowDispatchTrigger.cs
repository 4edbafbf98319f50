using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Somebody who starts the workflow by hand, and gives it inputs.</summary>
public class GitHubActionsWorkflowDispatchTrigger : GitHubActionsDetailedTrigger
{
    /// <summary>The names of texts that may be left out.</summary>
    public string[] OptionalInputs { get; set; } = [];

    /// <summary>The names of texts that have to be given.</summary>
    public string[] RequiredInputs { get; set; } = [];

    /// <summary>More inputs, behind these.</summary>
    public GitHubActionsWorkflowDispatchInput[] Inputs { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer)
    {
        IEnumerable<GitHubActionsWorkflowDispatchInput> all =
        [
            .. RequiredInputs.Select(name => new GitHubActionsWorkflowDispatchInput { Name = name, Required = true }),
            .. OptionalInputs.Select(name => new GitHubActionsWorkflowDispatchInput { Name = name }),
            .. Inputs,
        ];
        var inputs = new YamlMap();
        foreach (var input in all)
        {
            if (inputs.Any(other => other.Key.Equals(input.Name, StringComparison.OrdinalIgnoreCase)))
                throw BuildException.Usage($"The input {input.Name} is there twice.", "Leave one.");
            inputs.Add(input.Name, input.Create());
        }

        writer.Write(new YamlMap { { "workflow_dispatch", inputs.Count > 0 ? new YamlMap { { "inputs", inputs } } : new YamlMap() } });
    }
}
