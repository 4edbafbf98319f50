using System.Globalization;
using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>What somebody who starts a workflow by hand gives it.</summary>
public class GitHubActionsWorkflowDispatchInput
{
    /// <summary>Its name, as in <c>${{ inputs.NAME }}</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>What is asked for.</summary>
    public GitHubActionsInputType Type { get; set; }

    /// <summary>Whether it has to be given.</summary>
    public bool Required { get; set; }

    /// <summary>What it is where nothing is given.</summary>
    public string? Default { get; set; }

    /// <summary>The texts of a choice.</summary>
    public string[] Options { get; set; } = [];

    /// <summary>What GitHub shows beside it.</summary>
    public string? Description { get; set; }

    /// <summary>The input as a workflow has it.</summary>
    /// <exception cref="BuildException">It is not a name, or a default or options that its type does not have (exit code 2).</exception>
    internal YamlMap Create()
    {
        if (!NamedTexts.IsIdentifier(Name))
            throw BuildException.Usage($"The input '{Name}' is not a name.", "Use the name of a parameter: letters, digits, dashes and underscores.");
        if (Type == GitHubActionsInputType.Choice ? Options.Length == 0 : Options.Length > 0)
            throw BuildException.Usage($"The input {Name} {(Options.Length == 0 ? "is a choice of no options" : "has options, but is not a choice")}.", "Write Type = GitHubActionsInputType.Choice, and Options.");
        return new YamlMap
        {
            { "description", Description },
            { "required", Required },
            { "type", Type.ToString().ToLowerInvariant() },
            { "default", Default is null ? null : CreateDefault(Default) },
            { "options", Options },
        };
    }

    private YamlScalar CreateDefault(string text)
    {
        switch (Type)
        {
            case GitHubActionsInputType.Boolean:
                return text is "true" or "false" ? new(text == "true") : throw WrongDefault("Write \"true\" or \"false\".");
            case GitHubActionsInputType.Number:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? new(number) : throw WrongDefault("Write a number, such as \"1.5\".");
            case GitHubActionsInputType.Choice:
                return Options.Contains(text) ? new(text) : throw WrongDefault($"Write one of {string.Join(", ", Options)}.");
            default:
                return new(text);
        }
    }

    private BuildException WrongDefault(string advice) => BuildException.Usage($"The input {Name} has the default '{Default}', which it cannot be.", advice);
}
