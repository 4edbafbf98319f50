using Plimsoll.Build.CI;

namespace Plimsoll.Build.Tests.CI;

/// <summary>A host of an environment, without a build around it.</summary>
internal sealed class HostFixture
{
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The lines written, those with a secret in them marked.</summary>
    public List<string> Lines { get; } = [];

    public List<string> Hidden { get; } = [];

    public List<string> Commands { get; } = [];

    public string Log => string.Concat(Lines.Select(line => line + "\n"));

    public T Create<T>() where T : Host => (T)HostKind.Find(typeof(T).Name, Environment).Create(Context());

    private HostContext Context() => new()
    {
        Variable = name => Environment.GetValueOrDefault(name),
        SetVariable = (name, value) => Environment[name] = value ?? "",
        WriteLine = Lines.Add,
        WriteUnmasked = line => Lines.Add($"unmasked: {line}"),
        Hide = Hidden.Add,
        Run = (command, arguments) => Commands.Add($"{command} {string.Join('|', arguments)}"),
        CancellationToken = () => CancellationToken.None,
    };
}
