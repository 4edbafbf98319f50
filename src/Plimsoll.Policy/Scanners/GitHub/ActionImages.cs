using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitHub;

/// <summary>The images among the inputs of actions that are known to take some: those that deploy them, build upon them or run them.</summary>
internal static class ActionImages
{
    private static readonly StepInput Image = new("image");
    private static readonly StepInput BuiltImage = new("image") { Role = ImageRole.Builds };
    private static readonly StepInput BuildArgument = new("build-args", "=") { Accepts = BuildArguments.IsCertain };
    private static readonly StepInput[] Built = [new("tags") { Role = ImageRole.Builds }, new("images") { Role = ImageRole.Builds }];

    private static readonly Dictionary<string, StepInput[]> ByAction = new(StringComparer.OrdinalIgnoreCase)
    {
        ["docker/build-push-action"] = [.. Built, BuildArgument, new("build-contexts", "=docker-image://")],
        ["docker/bake-action"] = [new("set", "=docker-image://")],
        ["docker/metadata-action"] = Built,
        ["docker/setup-buildx-action"] = [new("driver-opts", "image=")],
        ["docker/setup-qemu-action"] = [Image],
        ["depot/build-push-action"] = [.. Built, BuildArgument, new("build-contexts", "=docker-image://")],
        ["depot/bake-action"] = [new("set", "=docker-image://")],
        ["redhat-actions/buildah-build"] = [BuiltImage, BuildArgument],
        ["redhat-actions/push-to-registry"] = [BuiltImage],
        ["azure/webapps-deploy"] = [new("images")],
        ["azure/functions-container-action"] = [Image],
        ["azure/aci-deploy"] = [Image],
        ["azure/container-apps-deploy-action"] = [new("imageToDeploy"), new("imageToBuild") { Role = ImageRole.Builds }],
        ["azure/k8s-deploy"] = [new("images")],
        ["aws-actions/amazon-ecs-render-task-definition"] = [Image],
        ["google-github-actions/deploy-cloudrun"] = [Image],
        ["google-github-actions/create-cloud-deploy-release"] = [new("images", "=")],
        ["addnab/docker-run-action"] = [Image],
        ["helm/kind-action"] = [new("node_image")],
        ["engineerd/setup-kind"] = [Image],
    };

    /// <summary>A cheap test of raw bytes: a key of an input, in quotes or not. Actions of Docker say so in their names.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> content) =>
        content.IndexOf("uses"u8) >= 0
        && (content.IndexOf("docker"u8) >= 0 || content.IndexOf("mage:"u8) >= 0 || content.IndexOf("mages:"u8) >= 0 || content.IndexOf("mageToDeploy"u8) >= 0
            || content.IndexOf("mage\""u8) >= 0 || content.IndexOf("mage'"u8) >= 0 || content.IndexOf("mages\""u8) >= 0 || content.IndexOf("mages'"u8) >= 0);

    /// <summary>Adds those of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="commands">Where they are left: what the file builds is not judged.</param>
    /// <param name="environments">The variables of expressions.</param>
    public static void Scan(SourceMapping step, ShellImages commands, IReadOnlyList<ScalarLookup> environments)
    {
        if (step.Scalar("uses") is not { } uses || !ByAction.TryGetValue(uses.Value.Split('@')[0], out var inputs) || step["with"] is not SourceMapping with)
            return;

        StepInput.Scan(inputs, with, commands, ExpressionTerms.Find, environments);
    }
}
