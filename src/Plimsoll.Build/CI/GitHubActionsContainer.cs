using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>The container that the steps of a job run in.</summary>
public class GitHubActionsContainer
{
    /// <summary>The image, or an expression of GitHub, such as <c>${{ matrix.container }}</c>; where that is empty, the steps run on the machine itself.</summary>
    public string Image { get; set; } = "";

    /// <summary>The user who pulls the image; <c>null</c> for nobody.</summary>
    public string? Username { get; set; }

    /// <summary>The expression of that user's password, such as <c>${{ secrets.REGISTRY_PASSWORD }}</c>.</summary>
    public string? Password { get; set; }

    /// <summary>Environment variables of the container.</summary>
    public Dictionary<string, string> Env { get; set; } = [];

    /// <summary>What is mounted, each as <c>source:target</c>.</summary>
    public string[] Volumes { get; set; } = [];

    /// <summary>More options of <c>docker create</c>.</summary>
    public string? Options { get; set; }

    /// <summary>The container as a job has it: the image alone, where there is nothing else.</summary>
    /// <exception cref="BuildException">There is no image (exit code 2).</exception>
    internal YamlNode Create()
    {
        if (string.IsNullOrWhiteSpace(Image))
            throw BuildException.Usage("A container has no image.", "Name one: new() { Image = \"alpine:3.22.2\" }.");
        var credentials = new YamlMap { { "username", Username }, { "password", Password } };
        var container = new YamlMap
        {
            { "image", Image },
            { "credentials", credentials.Count > 0 ? credentials : null },
            { "env", YamlMap.From(Env) },
            { "volumes", Volumes },
            { "options", Options },
        };
        return container.Count > 1 ? container : Image;
    }
}
