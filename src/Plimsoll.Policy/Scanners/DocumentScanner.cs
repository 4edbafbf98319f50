using Plimsoll.Policy.Scanners.Ansible;
using Plimsoll.Policy.Scanners.AspireManifests;
using Plimsoll.Policy.Scanners.AzureDeveloper;
using Plimsoll.Policy.Scanners.AzurePipelines;
using Plimsoll.Policy.Scanners.AzureResources;
using Plimsoll.Policy.Scanners.Bake;
using Plimsoll.Policy.Scanners.Bitbucket;
using Plimsoll.Policy.Scanners.Charts;
using Plimsoll.Policy.Scanners.Buildkite;
using Plimsoll.Policy.Scanners.CircleCi;
using Plimsoll.Policy.Scanners.CloudBuild;
using Plimsoll.Policy.Scanners.CloudFormation;
using Plimsoll.Policy.Scanners.CloudInit;
using Plimsoll.Policy.Scanners.Compose;
using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Drone;
using Plimsoll.Policy.Scanners.Ecs;
using Plimsoll.Policy.Scanners.GitHub;
using Plimsoll.Policy.Scanners.GitLab;
using Plimsoll.Policy.Scanners.GitOps;
using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Helmfile;
using Plimsoll.Policy.Scanners.Kubernetes;
using Plimsoll.Policy.Scanners.Kustomize;
using Plimsoll.Policy.Scanners.Nomad;
using Plimsoll.Policy.Scanners.Packer;
using Plimsoll.Policy.Scanners.Render;
using Plimsoll.Policy.Scanners.Serverless;
using Plimsoll.Policy.Scanners.Skaffold;
using Plimsoll.Policy.Scanners.Pulumi;
using Plimsoll.Policy.Scanners.Talos;
using Plimsoll.Policy.Scanners.Tasks;
using Plimsoll.Policy.Scanners.Tekton;
using Plimsoll.Policy.Scanners.Terraform;
using Plimsoll.Policy.Scanners.Text;
using Plimsoll.Policy.Scanners.Woodpecker;

namespace Plimsoll.Policy.Scanners;

/// <summary>
/// A kind of file made of YAML or JSON documents. The file is parsed once for all kinds, and only where one of them accepts
/// its raw bytes.
/// </summary>
internal abstract class DocumentScanner
{
    /// <summary>All kinds, in the order in which a document is offered to them.</summary>
    public static IReadOnlyList<DocumentScanner> All { get; } =
    [
        new HelmValuesScanner(),
        new KustomizationScanner(),
        new JsonPatchScanner(),
        new DevContainerScanner(),
        new CloudFormationScanner(),
        new EcsTaskScanner(),
        new ArmTemplateScanner(),
        new AspireManifestScanner(),
        new AzureResourceScanner(),
        new AzureDeveloperScanner(),
        new TerraformJsonScanner(),
        new NomadJsonScanner(),
        new BakeJsonScanner(),
        new PackerJsonScanner(),
        new ChartDependenciesScanner(),
        new CloudInitScanner(),
        new PulumiScanner(),
        new PackageScriptsScanner(),
        new TaskfileScanner(),
        new SkaffoldScanner(),
        new HelmfileScanner(),
        new AnsibleScanner(),
        new AnsibleVariablesScanner(),
        new MoleculeScanner(),
        new ExecutionEnvironmentScanner(),
        new RenderScanner(),
        new ServerlessScanner(),
        new GitHubScanner(),
        new ArgoCdSourceScanner(),
        new GitOpsScanner(),
        new TektonScanner(),
        new KubernetesScanner(),
        new TalosScanner(),
        new BuildkiteScanner(),
        new DroneScanner(),
        new WoodpeckerScanner(),
        new CircleCiScanner(),
        new BitbucketScanner(),
        new GitLabScanner(),
        new CloudBuildScanner(),
        new AzurePipelinesScanner(),
        new ComposeScanner(),
        new OtherValuesScanner(),
    ];

    /// <summary>A cheap test of the file's raw bytes; <c>false</c> only where no document of this kind can hold an image.</summary>
    public abstract bool MayScan(CandidateFile file, FileProbe content);

    /// <summary>Whether this document is of this kind, by its content first, then by the file's name.</summary>
    public abstract bool Recognises(SourceNode document, ScanContext context);

    /// <summary>Adds the document's images to the context.</summary>
    public abstract void Scan(SourceNode document, ScanContext context);
}
