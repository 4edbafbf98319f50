using System.Diagnostics.CodeAnalysis;
using Plimsoll.Build.CI.Generation;

namespace Plimsoll.Build.CI;

/// <summary>
/// What the attributes of build classes share that describe the file of a CI host. The build writes the file when it runs locally and the
/// file is not as described; on a server it only warns.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The name is that of NUKE.")]
public abstract class ConfigurationAttributeBase : Attribute
{
    private IPlimsollBuild? _build;

    /// <summary>
    /// Whether every local run writes the file where it is not as described; the default. Otherwise only
    /// <c>--generate-configuration</c> does.
    /// </summary>
    public bool AutoGenerate { get; set; } = true;

    /// <summary>The build that the attribute is of, while its file is generated.</summary>
    /// <exception cref="InvalidOperationException">Nothing is being generated.</exception>
    public IPlimsollBuild Build
    {
        get => _build ?? throw new InvalidOperationException("The build is known only while the file is generated.");
        internal set => _build = value;
    }

    /// <summary>What tells it from others of the same host: the name of the file, for most; empty where it is the only one.</summary>
    public abstract string IdPostfix { get; }

    /// <summary>The CI host, as in the name of its attribute: <c>GitHubActions</c>.</summary>
    internal abstract string HostName { get; }

    /// <summary>What names it on the command line; <see cref="IdPostfix"/> does too.</summary>
    internal string Id => IdPostfix.Length == 0 ? HostName : $"{HostName}_{IdPostfix}";

    /// <summary>The attribute as the build's class has it, for messages.</summary>
    internal string Shown => $"[{GetType().Name[..^(GetType().Name.EndsWith("Attribute", StringComparison.Ordinal) ? 9 : 0)]}{(IdPostfix.Length == 0 ? "" : $"(\"{IdPostfix}\")")}]";

    /// <summary>Says what cannot be generated of what it says.</summary>
    /// <param name="what">What is wrong, behind the attribute's name.</param>
    /// <param name="advice">What to write instead.</param>
    internal BuildException CreateError(string what, string advice) => BuildException.Usage($"{Shown} {what}.", advice);

    /// <summary>Generates the file.</summary>
    /// <exception cref="BuildException">What the attribute says cannot be generated (exit code 2).</exception>
    internal abstract GeneratedFile Generate(GenerationContext context);
}
