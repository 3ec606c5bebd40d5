package dev.hedgerow.account;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

interface OrganizationRepository extends Repository<OrganizationProfile, UUID> {

    Page<OrganizationProfile> findByIdInOrderByCreatedAtAscIdAsc(Collection<UUID> ids, Pageable slice);

    List<OrganizationProfile> findByIdIn(Collection<UUID> ids);

    Optional<OrganizationProfile> findById(UUID id);

    OrganizationProfile save(OrganizationProfile organization);
}
