namespace Plimsoll.Policy;

/// <summary>The kinds of file that name images, as they appear in <see cref="ImageUse.Kind"/> and in reports.</summary>
internal static class FileKinds
{
    /// <summary>Kubernetes manifests, YAML or JSON, custom resources included.</summary>
    public const string Kubernetes = "kubernetes";

    /// <summary>Compose files.</summary>
    public const string Compose = "compose";

    /// <summary>Dockerfiles and Containerfiles.</summary>
    public const string Dockerfile = "dockerfile";

    /// <summary>Values files of Helm charts.</summary>
    public const string HelmValues = "helm-values";

    /// <summary>Templates of Helm charts.</summary>
    public const string HelmTemplate = "helm-template";

    /// <summary>Templates of other files, where only lines could be read.</summary>
    public const string Template = "template";

    /// <summary>Kustomizations, with the images of the manifests that they change.</summary>
    public const string Kustomize = "kustomize";

    /// <summary>Workflows of GitHub, Gitea and Forgejo.</summary>
    public const string GitHubWorkflow = "github-workflow";

    /// <summary>Actions of GitHub, Gitea and Forgejo: <c>action.yml</c>.</summary>
    public const string GitHubAction = "github-action";

    /// <summary>Azure Pipelines and their templates.</summary>
    public const string AzurePipelines = "azure-pipelines";

    /// <summary>GitLab CI.</summary>
    public const string GitLabCi = "gitlab-ci";

    /// <summary>CircleCI.</summary>
    public const string CircleCi = "circleci";

    /// <summary>Bitbucket Pipelines.</summary>
    public const string Bitbucket = "bitbucket-pipelines";

    /// <summary>Tekton tasks, pipelines and runs.</summary>
    public const string Tekton = "tekton";

    /// <summary>Argo CD applications and application sets.</summary>
    public const string ArgoCd = "argo-cd";

    /// <summary>Resources of Flux that set images: kustomizations, Helm releases, OCI repositories.</summary>
    public const string Flux = "flux";

    /// <summary>Helm charts in registries, wherever they are installed from or depended on.</summary>
    public const string HelmChart = "helm-chart";

    /// <summary>Packages of Crossplane.</summary>
    public const string Crossplane = "crossplane";

    /// <summary>Clusters on one's own machine: kind, k3d, ctlptl.</summary>
    public const string LocalCluster = "local-cluster";

    /// <summary>Machine configurations of Talos.</summary>
    public const string Talos = "talos";

    /// <summary>Google Cloud Build.</summary>
    public const string CloudBuild = "cloud-build";

    /// <summary>Development containers: <c>devcontainer.json</c>.</summary>
    public const string DevContainer = "devcontainer";

    /// <summary>Drone pipelines.</summary>
    public const string Drone = "drone";

    /// <summary>Woodpecker workflows.</summary>
    public const string Woodpecker = "woodpecker";

    /// <summary>Terraform and OpenTofu, in their own language or in JSON.</summary>
    public const string Terraform = "terraform";

    /// <summary>Targets of buildx's bake.</summary>
    public const string Bake = "docker-bake";

    /// <summary>Templates of Packer.</summary>
    public const string Packer = "packer";

    /// <summary>Jobs of Nomad.</summary>
    public const string Nomad = "nomad";

    /// <summary>Bicep, the language of Azure's resources.</summary>
    public const string Bicep = "bicep";

    /// <summary>Templates of Azure's resource manager, in JSON.</summary>
    public const string ArmTemplate = "arm-template";

    /// <summary>Resources of Azure that run containers, as YAML or JSON of their own.</summary>
    public const string AzureResource = "azure-resource";

    /// <summary>Projects of Azure's developer tool: <c>azure.yaml</c>.</summary>
    public const string AzureDeveloper = "azd";

    /// <summary>Task definitions of Amazon's ECS, as JSON of their own.</summary>
    public const string EcsTask = "ecs-task";

    /// <summary>CloudFormation and SAM templates.</summary>
    public const string CloudFormation = "cloudformation";

    /// <summary>Projects and property files of MSBuild.</summary>
    public const string DotNetProject = "dotnet-project";

    /// <summary>Application hosts of .NET Aspire, and their manifests.</summary>
    public const string Aspire = "aspire";

    /// <summary>Tests that start containers with Testcontainers.</summary>
    public const string Testcontainers = "testcontainers";

    /// <summary>Programs of Pulumi, in YAML too.</summary>
    public const string Pulumi = "pulumi";

    /// <summary>Programs of AWS CDK.</summary>
    public const string Cdk = "aws-cdk";

    /// <summary>Programs of cdk8s.</summary>
    public const string Cdk8s = "cdk8s";

    /// <summary>Pipelines of Dagger.</summary>
    public const string Dagger = "dagger";

    /// <summary>Programs of Jsonnet that make manifests.</summary>
    public const string Jsonnet = "jsonnet";

    /// <summary>Quadlet: units of systemd that Podman runs.</summary>
    public const string Quadlet = "quadlet";

    /// <summary>Scripts of shells.</summary>
    public const string Shell = "shell";

    /// <summary>Scripts of PowerShell.</summary>
    public const string PowerShell = "powershell";

    /// <summary>Batch files of Windows.</summary>
    public const string Batch = "batch";

    /// <summary>Makefiles.</summary>
    public const string Makefile = "makefile";

    /// <summary>Justfiles.</summary>
    public const string Justfile = "justfile";

    /// <summary>Taskfiles of Task.</summary>
    public const string Taskfile = "taskfile";

    /// <summary>The scripts of <c>package.json</c>.</summary>
    public const string PackageScripts = "package-scripts";

    /// <summary>Pipelines of Jenkins.</summary>
    public const string Jenkins = "jenkins";

    /// <summary>Buildkite pipelines.</summary>
    public const string Buildkite = "buildkite";

    /// <summary>Modules, workspaces and macros of Bazel.</summary>
    public const string Bazel = "bazel";

    /// <summary>Earthfiles of Earthly.</summary>
    public const string Earthfile = "earthfile";

    /// <summary>Configurations of Skaffold.</summary>
    public const string Skaffold = "skaffold";

    /// <summary>Helmfiles.</summary>
    public const string Helmfile = "helmfile";

    /// <summary>Playbooks and tasks of Ansible.</summary>
    public const string Ansible = "ansible";

    /// <summary>Blueprints of Render.</summary>
    public const string Render = "render";

    /// <summary>Services of the Serverless Framework.</summary>
    public const string Serverless = "serverless";

    /// <summary>Applications of Fly.io.</summary>
    public const string Fly = "fly";
}
