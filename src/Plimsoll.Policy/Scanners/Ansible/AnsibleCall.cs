using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>A module as a task calls it.</summary>
/// <param name="Module">The module.</param>
/// <param name="Arguments">Its arguments, <c>null</c> where it has none but a command.</param>
internal sealed partial record AnsibleCall(AnsibleModule Module, SourceMapping? Arguments)
{
    /// <summary>The command of <c>shell</c> and the like, or <c>null</c>.</summary>
    public SourceScalar? Script { get; private init; }

    /// <summary>Whether it makes the image that it names, or takes one that is there already.</summary>
    public bool IsBuild =>
        Module.Use == ModuleUse.Built
        || (Module.Use == ModuleUse.NameAndTag && Arguments is not null
            && ((Arguments["build"] ?? Arguments["path"] ?? Arguments["load_path"] ?? Arguments["archive_path"]) is not null || Arguments.Scalar("source")?.Value is "build" or "load" or "local" || Arguments.Scalar("state")?.Value == "build"));

    /// <summary>The calls of a task, mostly one: of a module by its key, or with <c>action</c>.</summary>
    public static IEnumerable<AnsibleCall> Of(SourceMapping task, SourceText source)
    {
        foreach (var (key, value) in task.Effective())
        {
            if (key.Value is "action" or "local_action")
            {
                var name = value is SourceMapping mapping ? mapping.Scalar("module")?.Value : (value as SourceScalar)?.Value.Split(' ')[0];
                if (name is not null && AnsibleModules.Find(name) is { Use: not ModuleUse.Command } action)
                    yield return new AnsibleCall(action, value as SourceMapping ?? Parse((SourceScalar)value, source));
            }
            else if (AnsibleModules.Find(key.Value) is { } module)
            {
                var arguments = value as SourceMapping ?? task["args"] as SourceMapping;
                yield return module.Use == ModuleUse.Command
                    ? new AnsibleCall(module, arguments) { Script = value as SourceScalar ?? (arguments?["cmd"] ?? arguments?["_raw_params"]) as SourceScalar }
                    : new AnsibleCall(module, value is SourceScalar { IsNull: false } text ? Parse(text, source) : arguments);
            }
        }
    }

    /// <summary>Arguments in one text: <c>name=web image=nginx:1</c>.</summary>
    private static SourceMapping Parse(SourceScalar text, SourceText source)
    {
        var offsets = ScalarOffsets.Find(source.Text, text);
        var arguments = new SourceMapping();
        foreach (Match match in Argument().Matches(text.Value))
        {
            var value = match.Groups["value"];
            var (start, end) = offsets is null || value.Length == 0 ? (text.Start, text.End) : (offsets[value.Index], offsets[value.Index + value.Length - 1] + 1);
            arguments.Entries.Add(new(new SourceScalar(match.Groups["key"].Value, isPlain: false, text.Start, text.Start), new SourceScalar(value.Value, isPlain: false, start, end)));
        }

        return arguments;
    }

    [GeneratedRegex(@"(?<=^|\s)(?<key>\w+)=(?:""(?<value>[^""]*)""|'(?<value>[^']*)'|(?<value>(?:\{\{[^{}]*\}\}|[^\s""'{])*))", RegexOptions.CultureInvariant)]
    private static partial Regex Argument();
}
