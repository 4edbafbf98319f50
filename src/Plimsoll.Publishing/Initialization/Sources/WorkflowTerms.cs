using System.Text.RegularExpressions;
using Plimsoll.Publishing.Initialization.Drafts;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>Replaces the expressions of a workflow of GitHub Actions that have one value: variables of the file, and the name of the repository.</summary>
internal sealed partial class WorkflowTerms
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="root">The workflow. A variable that is set in several places to different values is not replaced.</param>
    /// <param name="repository">Owner and name of the repository, or <c>null</c>.</param>
    public WorkflowTerms(YamlNode root, string? repository)
    {
        var variables = YamlTree.Mappings(root).SelectMany(mapping => YamlTree.Members(YamlTree.Child(mapping, "env"))).Where(member => member.Value is YamlScalarNode);
        foreach (var group in variables.GroupBy(member => member.Name))
            if (group.Select(member => ((YamlScalarNode)member.Value).Value ?? "").Distinct().ToList() is [var only])
                _values[$"env.{group.Key}"] = only;
        if (repository?.Split('/') is [var owner, var name])
        {
            _values["github.repository"] = repository;
            _values["github.repository_owner"] = owner;
            _values["github.event.repository.name"] = name;
        }
    }

    /// <summary>The text with every expression replaced; <c>null</c> where one has no single value.</summary>
    public string? Expand(string text)
    {
        // A variable may name another.
        for (var round = 0; round < 5 && text.Contains("${{", StringComparison.Ordinal); round++)
            text = Term.Replace(text, match => _values.GetValueOrDefault(match.Groups["name"].Value) ?? match.Value);
        return text.Contains("${{", StringComparison.Ordinal) ? null : text;
    }

    [GeneratedRegex(@"\$\{\{\s*(?<name>[A-Za-z0-9_.-]+)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Term { get; }
}
