using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build.CI;

/// <summary>
/// Describes what somebody who starts a workflow by hand gives it. The workflow gets the event, and the build the value: in the variable
/// that it reads the parameter of that name from.
/// </summary>
/// <param name="name">The name of the parameter.</param>
/// <example>
/// <code>
/// [GitHubActionsInput("Channel", Type = GitHubActionsInputType.Choice, Options = ["alpha", "stable"], Default = "alpha", Workflows = ["release"])]
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class GitHubActionsInputAttribute(string name) : Attribute
{
    /// <summary>The name of the parameter.</summary>
    public string Name { get; } = name;

    /// <summary>What is asked for.</summary>
    public GitHubActionsInputType Type { get; set; }

    /// <summary>Whether it has to be given.</summary>
    public bool Required { get; set; }

    /// <summary>What it is where nothing is given.</summary>
    public string? Default { get; set; }

    /// <summary>The texts of a choice.</summary>
    public string[] Options { get; set; } = [];

    /// <summary>The enumeration whose names are the texts of a choice, in the order in which they are declared.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)]
    public Type? OptionsFrom { get; set; }

    /// <summary>What GitHub shows beside it.</summary>
    public string? Description { get; set; }

    /// <summary>The names of the workflows that have it; none for all of the build's class.</summary>
    public string[] Workflows { get; set; } = [];
}
