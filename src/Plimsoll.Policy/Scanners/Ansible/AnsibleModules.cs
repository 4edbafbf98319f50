namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>The modules whose arguments name images, by the last part of their names.</summary>
internal static class AnsibleModules
{
    /// <summary>Keywords of tasks and values of loops, which are no modules and tell a task from other things.</summary>
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "become", "become_user", "changed_when", "check_mode", "delegate_to", "failed_when", "ignore_errors", "listen", "local_action", "loop", "loop_control", "no_log", "notify", "register", "retries", "run_once", "until", "vars", "when", "with_items",
    };

    /// <summary>What a module of this name is, or <c>null</c> for any that names no image.</summary>
    public static AnsibleModule? Find(string name) => name[(name.LastIndexOf('.') + 1)..] switch
    {
        // They look an image up by its name with the tag, which none has beside a digest.
        "docker_container" => new AnsibleModule(ModuleUse.Image) { TakesNoTagWithDigest = true },
        "docker_image" or "docker_image_pull" or "podman_image" => new AnsibleModule(ModuleUse.NameAndTag) { TakesNoTagWithDigest = true },
        "docker_swarm_service" or "podman_container" => new AnsibleModule(ModuleUse.Image),
        "docker_image_build" or "docker_image_push" or "docker_image_tag" => new AnsibleModule(ModuleUse.Built),
        "k8s" => new AnsibleModule(ModuleUse.Manifests),
        "docker_compose_v2" or "docker_compose" or "docker_stack" => new AnsibleModule(ModuleUse.Compose),
        "helm" => new AnsibleModule(ModuleUse.Chart),
        "shell" or "command" or "raw" => new AnsibleModule(ModuleUse.Command),
        _ => null,
    };

    /// <summary>Whether a key of a task is a module in full, or a keyword that nothing but a task has.</summary>
    public static bool IsOfTask(string key) => Keywords.Contains(key) || key.StartsWith("ansible.builtin.", StringComparison.Ordinal) || (Find(key) is not null and not { Use: ModuleUse.Command or ModuleUse.Chart } && key != "k8s");
}
